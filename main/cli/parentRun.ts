import type { Parent } from '#core/contract/parent.ts';
import type { EngineClient } from '#core/contract/client.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { RunDetail } from '#core/contract/run.ts';
import { findRun } from './findRun.ts';
import { UsageError } from './usageError.ts';

export interface ParentOptions {
  parent?: string;
  fromEpoch?: number;
}

/** The run that the next one is to be a child of, with what it is to have of it; null when none is named. */
export async function findParent(
  client: EngineClient,
  { parent: named, fromEpoch: epoch = 0 }: ParentOptions,
): Promise<{ parent: Parent; run: RunDetail } | null> {
  if (named === undefined) {
    if (epoch === 0) return null;
    throw new UsageError(
      '--from-epoch says of which epoch the weights are, but not of which run.',
      'Name it: --parent RUN.',
    );
  }
  const run = await client.request('runs.get', { run: await findRun(client, named) });
  return { parent: { run: run.id, epoch }, run };
}

/** What a child is set up with: what the recipe says, and else what its parent has. */
export function recipeOfChild(recipe: Recipe, { dataset, design, config }: RunDetail): Recipe {
  const hasNetwork = recipe.hidden !== undefined || recipe.layers !== undefined;
  return {
    dataset: dataset.id,
    ...(hasNetwork ? {} : { layers: design.layers }),
    ...recipe,
    training: { ...config, ...recipe.training },
  };
}
