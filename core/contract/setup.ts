import {
  defaultConfig,
  isAugmented,
  longestAugmentedSide,
  optimizerSchema,
  type Loss,
  type OptimizerConfig,
  type PreparationName,
  type TrainingConfig,
} from './config.ts';
import { isRegression, type DatasetKind } from './dataset.ts';
import { isTrainable, type Activation, type Design, type LayerDesign } from './design.ts';
import type { MetricName, MetricSplit } from './metrics.ts';

/** What a setup needs to know of a dataset; a `Dataset` fits. */
export interface SetupDataset {
  /** Pictures when left out. */
  kind?: DatasetKind;
  shape: readonly [height: number, width: number];
  /** What is to be told apart; none for a regression. */
  classes: readonly string[];
  /** What is to be predicted for each example; none for a classification, or left out. */
  targets?: readonly string[];
  count: number;
  /** Examples of its own test part; 0, or left out, for none. */
  testCount?: number;
}

export interface SetupProblem {
  /** Where it lies, as in "design.layers.1.units" or "config.loss". */
  field: string;
  /** What is wrong and what is allowed. */
  message: string;
}

/** A network for a dataset: the given hidden layers, and a softmax output with a unit for each class, or what is predicted. */
export function defaultDesign(
  { shape, classes, targets }: Pick<SetupDataset, 'shape' | 'classes' | 'targets'>,
  hidden: readonly LayerDesign[],
): Design {
  const output: LayerDesign =
    targets === undefined || targets.length === 0
      ? { units: classes.length, activation: 'softmax' }
      : { units: targets.length, activation: 'identity' };
  return { inputs: shape[0] * shape[1], layers: [...hidden, output] };
}

/** The preparation that networks learn well with: numbers of any size come to one size, pixels have one already. */
export function usualPreparation({ kind }: Pick<SetupDataset, 'kind'>): PreparationName {
  return kind === 'table' ? 'standardise' : 'scale';
}

/** Times through the examples that show something: a table is small beside pictures, and needs more to make as many steps. */
export function usualEpochs({ kind }: Pick<SetupDataset, 'kind'>): number {
  return kind === 'table' ? 100 : defaultConfig.epochs;
}

/**
 * The optimizer to begin with. Errors of numbers have no bound as those of probabilities have, and at the usual rate of
 * plain SGD a wide network of rectifiers leaves the range of numbers; Adam's steps have one size.
 */
export function usualOptimizer(dataset: Pick<SetupDataset, 'targets'>): OptimizerConfig {
  if (!isRegression(dataset)) return defaultConfig.optimizer;
  return optimizerSchema.parse({ name: 'adam', learningRate: 0.01 });
}

/** What divides a dataset. */
export type SplitConfig = Pick<
  TrainingConfig,
  'trainPercent' | 'validationPercent' | 'testPart' | 'stratified' | 'seed'
>;

/**
 * How many of a dataset's examples are learned from, held back for the validation and kept for the test: `trainPercent`
 * percent for the first two, of which `validationPercent` percent for the second, each rounded to whole examples. There
 * is at least one to learn from and one for the test, and one for a validation that is asked for if there are enough.
 * Where the dataset's own test part is used it is the test part, and all else is for the first two.
 * Needs a count of at least two.
 */
export function splitCounts(
  { count, testCount = 0 }: Pick<SetupDataset, 'count' | 'testCount'>,
  { trainPercent, validationPercent, testPart }: Pick<SplitConfig, 'trainPercent' | 'validationPercent' | 'testPart'>,
): { train: number; validation: number; test: number } {
  const wanted = testPart === 'own' ? count - testCount : Math.round((count * trainPercent) / 100);
  const both = between(1, wanted, count - 1);
  const asked = validationPercent === 0 ? 0 : Math.max(1, Math.round((both * validationPercent) / 100));
  const validation = Math.min(asked, both - 1);
  return { train: both - validation, validation, test: count - both };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/**
 * Whether a loss can be computed from an output layer. The cross-entropies read the outputs as probabilities, and are
 * computed together with the activation that makes them so.
 */
export function lossFits(loss: Loss, outputActivation: Activation): boolean {
  const needed = neededActivation[loss];
  return needed === null || needed === outputActivation;
}

/** Null: any. */
export const neededActivation: Readonly<Record<Loss, Activation | null>> = {
  'mean-squared-error': null,
  'binary-cross-entropy': 'sigmoid',
  'categorical-cross-entropy': 'softmax',
  'sparse-categorical-cross-entropy': 'softmax',
};

/**
 * What keeps a design from being trained on a dataset with a config, all of it at once; empty when nothing does.
 * The design and the config are taken to fit their own schemas.
 */
export function setupProblems(design: Design, config: TrainingConfig, dataset: SetupDataset): SetupProblem[] {
  return [
    ...inputProblems(design, dataset),
    ...activationProblems(design),
    ...(isRegression(dataset)
      ? targetProblems(design, config, dataset.targets?.length ?? 0)
      : classProblems(design, dataset)),
    ...lossProblems(design, config),
    ...splitProblems(config, dataset),
    ...optimizerProblems(config),
    ...scheduleProblems(config),
    ...augmentationProblems(config, dataset),
    ...stoppingProblems(config, dataset),
  ];
}

function inputProblems(design: Design, { kind, shape: [height, width] }: SetupDataset): SetupProblem[] {
  if (design.inputs === height * width) return [];
  const has =
    kind === 'table'
      ? `the examples of this dataset have ${counted(width, 'number')} each`
      : `the pictures of this dataset are ${height} by ${width}`;
  const message = `The network has ${counted(design.inputs, 'input')}, but ${has}; it needs ${format(height * width)}.`;
  return [{ field: 'design.inputs', message }];
}

function activationProblems({ layers }: Design): SetupProblem[] {
  return layers.flatMap(({ activation }, index) => {
    if (isTrainable(activation)) return [];
    const which = index === layers.length - 1 ? 'The output layer' : `Hidden layer ${index + 1}`;
    const message = `${which} has ${activation}, which is flat on both sides of its jump: its derivative is 0, so no gradient comes through and nothing would be learned. Such a network can be evaluated, not trained; sigmoid or tanh is the smooth form.`;
    return [{ field: `design.layers.${index}.activation`, message }];
  });
}

function classProblems(design: Design, { classes }: SetupDataset): SetupProblem[] {
  if (classes.length < 2) {
    return [
      { field: 'dataset', message: 'This dataset has fewer than two classes, so there is nothing to tell apart.' },
    ];
  }
  const index = design.layers.length - 1;
  const { units, activation } = design.layers[index];
  if (units === classes.length) return [];
  const field = `design.layers.${index}`;
  const needed = `it needs ${format(classes.length)}, one for each class`;
  if (units === 1 && classes.length === 2) {
    if (activation === 'sigmoid') return [];
    const message = `A single output unit for two classes needs the sigmoid activation; it has ${activation}.`;
    return [{ field: `${field}.activation`, message }];
  }
  const orOne = classes.length === 2 ? ', or a single one with sigmoid' : '';
  const message = `The output layer has ${counted(units, 'unit')}; ${needed}${orOne}.`;
  return [{ field: `${field}.units`, message }];
}

function targetProblems(design: Design, config: TrainingConfig, targets: number): SetupProblem[] {
  const problems: SetupProblem[] = [];
  const index = design.layers.length - 1;
  const { units, activation } = design.layers[index];
  if (units === 1 && activation === 'softmax') {
    const message = 'Softmax over a single output unit always gives 1, so nothing would be learned. Use identity.';
    problems.push({ field: `design.layers.${index}.activation`, message });
  }
  if (units !== targets) {
    const message = `The output layer has ${counted(units, 'unit')}; it needs ${format(targets)}, one for each number to be predicted.`;
    problems.push({ field: `design.layers.${index}.units`, message });
  }
  if (config.loss !== 'mean-squared-error') {
    const message = `${lossTitles[config.loss]} is for classes, and this dataset has numbers to be predicted. Use the squared error.`;
    problems.push({ field: 'config.loss', message });
  }
  return problems;
}

function lossProblems(design: Design, config: TrainingConfig): SetupProblem[] {
  const { activation } = design.layers[design.layers.length - 1];
  const needed = neededActivation[config.loss];
  if (needed !== null && needed !== activation) {
    const message = `${lossTitles[config.loss]} needs the ${needed} activation on the output layer, which has ${activation}. The squared error goes with any.`;
    return [{ field: 'config.loss', message }];
  }
  return [];
}

const lossTitles: Record<Loss, string> = {
  'mean-squared-error': 'The squared error',
  'binary-cross-entropy': 'Binary cross-entropy',
  'categorical-cross-entropy': 'Categorical cross-entropy',
  'sparse-categorical-cross-entropy': 'Sparse categorical cross-entropy',
};

function splitProblems(config: TrainingConfig, dataset: SetupDataset): SetupProblem[] {
  const { count, testCount = 0 } = dataset;
  if (count < 2) {
    const message = `This dataset has ${counted(count, 'example')}; it needs at least two, one to train on and one to test with.`;
    return [{ field: 'dataset', message }];
  }
  const { train, validation } = splitCounts(dataset, config);
  const problems: SetupProblem[] = [];
  if (config.testPart === 'own' && testCount === 0) {
    const message = 'This dataset has no test part of its own. Divide it: set the test part to split.';
    problems.push({ field: 'config.testPart', message });
  }
  if (config.testPart === 'own' && testCount >= count) {
    const message =
      'All examples of this dataset are its test part, so there is nothing to learn from. Divide it: set the test part to split.';
    problems.push({ field: 'config.testPart', message });
  }
  if (config.stratified && isRegression(dataset)) {
    const message =
      'A stratified split keeps classes in proportion, and this dataset has numbers to be predicted instead. Turn stratified off.';
    problems.push({ field: 'config.stratified', message });
  }
  if (config.validationPercent > 0 && validation === 0) {
    const message =
      'The training part is a single example, so none can be held back for the validation. Train on more, or set the validation to 0.';
    problems.push({ field: 'config.validationPercent', message });
  }
  if (config.batchSize > train) {
    const message = `A batch of ${format(config.batchSize)} is larger than the training part; it can have at most ${format(train)}.`;
    problems.push({ field: 'config.batchSize', message });
  }
  return problems;
}

/**
 * The kernels have these as float32. A learning rate of 0 learns nothing, and an epsilon of 0 would divide the 0 of an
 * input that is always 0 by 0.
 */
function optimizerProblems({ optimizer }: TrainingConfig): SetupProblem[] {
  const problems = [tooSmall('learningRate', 'A learning rate', optimizer.learningRate)];
  if ('epsilon' in optimizer) problems.push(tooSmall('epsilon', 'An epsilon', optimizer.epsilon));
  return problems.flat();
}

function tooSmall(setting: string, title: string, value: number): SetupProblem[] {
  if (Math.fround(value) > 0) return [];
  const message = `${title} of ${value} is too small for the numbers of the training, which have 32 bits: it would be 0 there. It must be at least 1e-45.`;
  return [{ field: `config.optimizer.${setting}`, message }];
}

function scheduleProblems({ warmupEpochs, epochs }: TrainingConfig): SetupProblem[] {
  if (warmupEpochs < epochs || warmupEpochs === 0) return [];
  const message = `A warm-up of ${counted(warmupEpochs, 'epoch')} leaves nothing of ${counted(epochs, 'epoch')}; it must be shorter than the training.`;
  return [{ field: 'config.warmupEpochs', message }];
}

function augmentationProblems({ augmentation }: TrainingConfig, { kind, shape }: SetupDataset): SetupProblem[] {
  if (!isAugmented(augmentation)) return [];
  const [height, width] = shape;
  const field = 'config.augmentation';
  if (kind === 'table') {
    const message =
      'An augmentation distorts pictures, and the examples of this dataset are rows of numbers. Set all of it to 0.';
    return [{ field, message }];
  }
  if (Math.max(height, width) > longestAugmentedSide) {
    const most = longestAugmentedSide;
    const message = `The pictures of this dataset are ${height} by ${width}, too large for an augmentation; at most ${most} by ${most} can be distorted.`;
    return [{ field, message }];
  }
  return [];
}

function stoppingProblems(config: TrainingConfig, dataset: SetupDataset): SetupProblem[] {
  const { patience, restoreBest, target } = config.stopping;
  const problems: SetupProblem[] = [];
  if (patience) problems.push(...watchedProblems('patience', patience, config, dataset));
  if (restoreBest && !patience) {
    const message =
      'The best weights can only be restored with a patience, whose metric says what is best. To go through all epochs all the same, give it as many epochs as the training has.';
    problems.push({ field: 'config.stopping.restoreBest', message });
  }
  if (target) {
    problems.push(...watchedProblems('target', target, config, dataset));
    const reach = reachable[target.metric];
    if (target.value < reach.least || target.value > reach.most) {
      const most = reach.most === Infinity ? ' or more' : ` to ${reach.most}`;
      const least = reach.least === -Infinity ? `at most ${reach.most}` : `from ${reach.least}${most}`;
      const message = `A target ${metricTitles[target.metric]} of ${target.value} can never be met: it is always ${least}.`;
      problems.push({ field: 'config.stopping.target.value', message });
    }
  }
  return problems;
}

function watchedProblems(
  rule: 'patience' | 'target',
  { metric, split }: { metric: MetricName; split: MetricSplit },
  config: TrainingConfig,
  dataset: SetupDataset,
): SetupProblem[] {
  const problems: SetupProblem[] = [];
  const title = rule === 'patience' ? 'The patience' : 'The target';
  if (split === 'validation' && config.validationPercent === 0) {
    const message = `${title} watches the validation part, and there is none. Set the validation above 0 percent, or watch train or test.`;
    problems.push({ field: `config.stopping.${rule}.split`, message });
  }
  const allowed: MetricName[] = isRegression(dataset)
    ? ['loss', 'meanAbsoluteError', 'rSquared']
    : ['loss', 'accuracy'];
  if (!allowed.includes(metric)) {
    const task = isRegression(dataset) ? 'numbers to be predicted' : 'classes';
    const message = `${title} watches ${metricTitles[metric]}, which a dataset with ${task} does not have. Watch ${allowed.join(' or ')}.`;
    problems.push({ field: `config.stopping.${rule}.metric`, message });
  }
  return problems;
}

const metricTitles: Record<MetricName, string> = {
  loss: 'loss',
  accuracy: 'accuracy',
  meanAbsoluteError: 'mean absolute error',
  rSquared: 'R²',
};

const reachable: Record<MetricName, { least: number; most: number }> = {
  loss: { least: 0, most: Infinity },
  accuracy: { least: 0, most: 1 },
  meanAbsoluteError: { least: 0, most: Infinity },
  rSquared: { least: -Infinity, most: 1 },
};

function counted(count: number, noun: string): string {
  return `${format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function format(count: number): string {
  return count.toLocaleString('en');
}
