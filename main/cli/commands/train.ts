import type { EngineClient } from '#core/contract/client.ts';
import { builtInDigits, type Dataset } from '#core/contract/dataset.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { findDataset } from '../findDataset.ts';
import type { ExitCode } from '../exitCodes.ts';
import { trainSetup, type TrainOptions } from '../trainSetup.ts';
import { followToEnd } from './followToEnd.ts';

export async function train(
  session: EngineSession,
  environment: Environment,
  options: TrainOptions & GlobalOptions,
  recipe: Recipe,
): Promise<ExitCode> {
  const { client } = session;
  const found = await findDataset(client, options.dataset ?? recipe.dataset ?? builtInDigits);
  // Told before the examples are made, which takes a while, if it can be told already.
  trainSetup(options, recipe, found);
  const dataset = await prepared(client, environment, found);
  const setup = trainSetup(options, recipe, dataset);
  return followToEnd(session, environment, options, () => client.request('runs.start', setup));
}

/** The dataset with its examples made, and how far that is shown. */
async function prepared(client: EngineClient, { progress }: Environment, dataset: Dataset): Promise<Dataset> {
  if (dataset.state === 'ready') return dataset;
  const end = client.on('task', ({ done, label }) => progress.show(done, label));
  try {
    return await client.request('datasets.prepare', { dataset: dataset.id });
  } finally {
    end();
    progress.hide();
  }
}
