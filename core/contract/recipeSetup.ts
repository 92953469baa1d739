import {
  defaultConfig,
  optimizerSchema,
  usualLearningRate,
  type Loss,
  type OptimizerConfig,
  type PreparationName,
  type TestPart,
  type TrainingConfig,
} from './config.ts';
import type { Activation, Design, LayerDesign } from './design.ts';
import type { Recipe } from './recipe.ts';
import { defaultDesign, usualEpochs, usualOptimizer, usualPreparation, type SetupDataset } from './setup.ts';

/** What stands above a recipe, as said on the command line; whatever is not said is left out. */
export interface RecipeOptions {
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
}

const usualHidden = [128];
const usualActivation: Activation = 'relu';

/** The network and its training that a recipe means for a dataset: the options, over the recipe, over what is usual. */
export function recipeSetup(
  recipe: Recipe,
  dataset: SetupDataset,
  options: RecipeOptions = {},
): { design: Design; config: TrainingConfig } {
  const chosenLoss = options.loss ?? recipe.training?.loss;
  const design = makeDesign(options, recipe, dataset, chosenLoss);
  return { design, config: makeConfig(options, recipe, dataset, chosenLoss ?? lossFor(design)) };
}

function makeDesign(
  options: RecipeOptions,
  recipe: Recipe,
  dataset: SetupDataset,
  chosenLoss: Loss | undefined,
): Design {
  const usual = defaultDesign(dataset, hiddenLayers(options, recipe));
  const output = recipe.layers?.at(-1) ?? usual.layers[usual.layers.length - 1];
  const activation = options.outputActivation ?? recipe.outputActivation;
  const fitting = recipe.layers === undefined && chosenLoss === 'binary-cross-entropy' ? 'sigmoid' : output.activation;
  return {
    ...usual,
    layers: [...usual.layers.slice(0, -1), { ...output, activation: activation ?? fitting }],
  };
}

function hiddenLayers(options: RecipeOptions, recipe: Recipe): LayerDesign[] {
  const fromRecipe = recipe.layers?.slice(0, -1);
  if (options.hidden === undefined && fromRecipe !== undefined) {
    return fromRecipe.map((layer) => ({ ...layer, activation: options.activation ?? layer.activation }));
  }
  const units = options.hidden ?? recipe.hidden ?? usualHidden;
  const activation = options.activation ?? recipe.activation ?? usualActivation;
  return units.map((count) => ({ units: count, activation }));
}

function makeConfig(options: RecipeOptions, recipe: Recipe, dataset: SetupDataset, loss: Loss): TrainingConfig {
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

function makeOptimizer(options: RecipeOptions, given: OptimizerConfig): OptimizerConfig {
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
