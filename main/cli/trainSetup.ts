import type { Dataset } from '#core/contract/dataset.ts';
import { describeDesign } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import { recipeSetup, type RecipeOptions } from '#core/contract/recipeSetup.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import { setupProblems } from '#core/contract/setup.ts';

/** What was said on the command line; whatever was not is left out. */
export interface TrainOptions extends RecipeOptions {
  dataset?: string;
  /** In place of `seed`: a run for each. */
  seeds?: number[];
  threads?: number;
  name?: string;
}

/**
 * The run that is asked for: the options, over the recipe, over what is usual.
 * Throws a `LaminaError` when it could not be trained on the dataset.
 */
export function trainSetup(options: TrainOptions, recipe: Recipe, dataset: Dataset): RunSetup {
  const { design, config } = recipeSetup(recipe, dataset, options);
  const problems = setupProblems(design, config, dataset);
  if (problems.length > 0) {
    const remedies = new Set(problems.map(({ field }) => remedy(field)).filter((text) => text !== ''));
    throw new LaminaError('bad-setup', problems.map(({ message }) => message).join(' '), [...remedies].join(' '));
  }
  const name = options.name ?? recipe.name;
  const { threads } = options;
  return {
    ...(name === undefined ? {} : { name }),
    ...(threads === undefined ? {} : { threads }),
    dataset: dataset.id,
    design,
    config,
  };
}

/** A run for each of the seeds that are asked for, which its name then tells. */
export function trainSetups(options: TrainOptions, recipe: Recipe, dataset: Dataset): RunSetup[] {
  if (options.seeds === undefined) return [trainSetup(options, recipe, dataset)];
  return options.seeds.map((seed) => {
    const setup = trainSetup({ ...options, seed }, recipe, dataset);
    const suffix = `, seed ${seed}`;
    const name = setup.name ?? `${describeDesign(setup.design)} ${setup.config.optimizer.name}`;
    return { ...setup, name: `${name.slice(0, longestName - suffix.length)}${suffix}` };
  });
}

const longestName = 200;

/** Which options mend a problem. */
function remedy(field: string): string {
  if (field === 'config.loss') return 'Change --loss or --output-activation.';
  if (field === 'config.trainPercent') return 'Change --split.';
  if (field === 'config.testPart') return 'Leave --test-part out.';
  if (field === 'config.stratified') return 'Leave --stratified out.';
  if (field === 'config.batchSize') return 'Choose a smaller --batch.';
  return '';
}
