import {
  defaultConfig,
  optimizerSchema,
  usualLearningRate,
  type Loss,
  type OptimizerConfig,
  type PreparationName,
  type TestPart,
  type TrainingConfig,
} from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { describeDesign, type Activation, type Design, type LayerDesign } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import { defaultDesign, setupProblems, usualEpochs, usualOptimizer, usualPreparation } from '#core/contract/setup.ts';

/** What was said on the command line; whatever was not is left out. */
export interface TrainOptions {
  dataset?: string;
  hidden?: number[];
  activation?: Activation;
  outputActivation?: Activation;
  loss?: Loss;
  optimizer?: OptimizerConfig['name'];
  lr?: number;
  batch?: number;
  epochs?: number;
  preparation?: PreparationName;
  testPart?: TestPart;
  split?: number;
  stratified?: boolean;
  seed?: number;
  /** In place of `seed`: a run for each. */
  seeds?: number[];
  threads?: number;
  name?: string;
}

const usualHidden = [128];
const usualActivation: Activation = 'relu';

/**
 * The run that is asked for: the options, over the recipe, over what is usual.
 * Throws a `LaminaError` when it could not be trained on the dataset.
 */
export function trainSetup(options: TrainOptions, recipe: Recipe, dataset: Dataset): RunSetup {
  const chosenLoss = options.loss ?? recipe.training?.loss;
  const design = makeDesign(options, recipe, dataset, chosenLoss);
  const config = makeConfig(options, recipe, dataset, chosenLoss ?? lossFor(design));
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

function makeDesign(options: TrainOptions, recipe: Recipe, dataset: Dataset, chosenLoss: Loss | undefined): Design {
  const usual = defaultDesign(dataset, hiddenLayers(options, recipe));
  const output = recipe.layers?.at(-1) ?? usual.layers[usual.layers.length - 1];
  const activation = options.outputActivation ?? recipe.outputActivation;
  const fitting = recipe.layers === undefined && chosenLoss === 'binary-cross-entropy' ? 'sigmoid' : output.activation;
  return {
    ...usual,
    layers: [...usual.layers.slice(0, -1), { ...output, activation: activation ?? fitting }],
  };
}

function hiddenLayers(options: TrainOptions, recipe: Recipe): LayerDesign[] {
  const fromRecipe = recipe.layers?.slice(0, -1);
  if (options.hidden === undefined && fromRecipe !== undefined) {
    return fromRecipe.map((layer) => ({ ...layer, activation: options.activation ?? layer.activation }));
  }
  const units = options.hidden ?? recipe.hidden ?? usualHidden;
  const activation = options.activation ?? recipe.activation ?? usualActivation;
  return units.map((count) => ({ units: count, activation }));
}

function makeConfig(options: TrainOptions, recipe: Recipe, dataset: Dataset, loss: Loss): TrainingConfig {
  const usual: TrainingConfig = {
    ...defaultConfig,
    optimizer: usualOptimizer(dataset),
    preparation: usualPreparation(dataset),
    epochs: usualEpochs(dataset),
  };
  const given = <Key extends keyof TrainingConfig>(key: Key): TrainingConfig[Key] =>
    (recipe.training?.[key] as TrainingConfig[Key] | undefined) ?? usual[key];
  return {
    loss,
    optimizer: makeOptimizer(options, given('optimizer')),
    schedule: given('schedule'),
    warmupEpochs: given('warmupEpochs'),
    regularisation: given('regularisation'),
    augmentation: given('augmentation'),
    batchSize: options.batch ?? given('batchSize'),
    epochs: options.epochs ?? given('epochs'),
    stopping: given('stopping'),
    preparation: options.preparation ?? given('preparation'),
    testPart: options.testPart ?? given('testPart'),
    trainPercent: options.split ?? given('trainPercent'),
    validationPercent: given('validationPercent'),
    stratified: options.stratified ?? given('stratified'),
    seed: options.seed ?? given('seed'),
    checkpoints: given('checkpoints'),
  };
}

function makeOptimizer(options: TrainOptions, given: OptimizerConfig): OptimizerConfig {
  const name = options.optimizer ?? given.name;
  const optimizer =
    name === given.name ? given : optimizerSchema.parse({ name, learningRate: usualLearningRate[name] });
  return { ...optimizer, learningRate: options.lr ?? optimizer.learningRate };
}

/** The loss that goes with what the output layer gives. */
function lossFor(design: Design): Loss {
  switch (design.layers[design.layers.length - 1].activation) {
    case 'softmax':
      return 'categorical-cross-entropy';
    case 'sigmoid':
      return 'binary-cross-entropy';
    default:
      return 'mean-squared-error';
  }
}

/** Which options mend a problem. */
function remedy(field: string): string {
  if (field === 'config.loss') return 'Change --loss or --output-activation.';
  if (field === 'config.trainPercent') return 'Change --split.';
  if (field === 'config.testPart') return 'Leave --test-part out.';
  if (field === 'config.stratified') return 'Leave --stratified out.';
  if (field === 'config.batchSize') return 'Choose a smaller --batch.';
  return '';
}
