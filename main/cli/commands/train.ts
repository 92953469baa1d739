import { builtInDigits } from '#core/contract/dataset.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { findDataset } from '../findDataset.ts';
import type { ExitCode } from '../exitCodes.ts';
import { preparedDataset } from '../preparedDataset.ts';
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
  const dataset = await preparedDataset(client, environment, found);
  const setup = trainSetup(options, recipe, dataset);
  return followToEnd(session, environment, options, () => client.request('runs.start', setup));
}
