import { builtInDigits } from '#core/contract/dataset.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { findDataset } from '../findDataset.ts';
import { failed, succeeded, type ExitCode } from '../exitCodes.ts';
import { preparedDataset } from '../preparedDataset.ts';
import { trainSetups, type TrainOptions } from '../trainSetup.ts';
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
  trainSetups(options, recipe, found);
  const dataset = await preparedDataset(client, environment, found);
  const setups = trainSetups(options, recipe, dataset);
  if (setups.length > 1)
    return followAll(session, environment, options, await client.request('runs.startMany', { runs: setups }));
  return followToEnd(session, environment, options, () => client.request('runs.start', setups[0]));
}

/** One after the other; when one of them is stopped, none of those after it is trained. */
async function followAll(
  session: EngineSession,
  environment: Environment,
  options: GlobalOptions,
  runs: readonly RunSummary[],
): Promise<ExitCode> {
  let worst: ExitCode = succeeded;
  for (const [index, run] of runs.entries()) {
    const code = await followToEnd(session, environment, options, () => Promise.resolve(run));
    if (code !== succeeded) worst = failed;
    const rest = runs.slice(index + 1).map(({ id }) => id);
    if (rest.length === 0 || !(await wasStopped(session, run.id))) continue;
    await session.client.request('runs.stopMany', { runs: rest });
    break;
  }
  return worst;
}

async function wasStopped({ client }: EngineSession, id: string): Promise<boolean> {
  return (await client.request('runs.get', { run: id })).status === 'stopped';
}
