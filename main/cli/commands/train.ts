import { builtInDigits } from '#core/contract/dataset.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { findDataset } from '../findDataset.ts';
import { failed, succeeded, type ExitCode } from '../exitCodes.ts';
import { findParent, recipeOfChild, type ParentOptions } from '../parentRun.ts';
import { preparedDataset } from '../preparedDataset.ts';
import { trainSetups, type TrainOptions } from '../trainSetup.ts';
import { followToEnd } from './followToEnd.ts';

export async function train(
  session: EngineSession,
  environment: Environment,
  options: TrainOptions & ParentOptions & GlobalOptions,
  recipe: Recipe,
): Promise<ExitCode> {
  const { client } = session;
  const child = await findParent(client, options);
  const asked = child ? recipeOfChild(recipe, child.run) : recipe;
  const found = await findDataset(client, options.dataset ?? asked.dataset ?? builtInDigits);
  // Told before the examples are made, which takes a while, if it can be told already.
  trainSetups(options, asked, found);
  const dataset = await preparedDataset(client, environment, found);
  const parent = child ? { parent: child.parent } : {};
  const setups = trainSetups(options, asked, dataset).map((setup) => ({ ...setup, ...parent }));
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
