import type { Loss, OptimizerConfig, PreparationName, Schedule, TestPart } from '../contract/config.ts';
import { isRegression, type Dataset } from '../contract/dataset.ts';
import type { Activation, Initialisation } from '../contract/design.ts';
import type { MetricName, MetricSplit, RunStatus } from '../contract/run.ts';

/** The names that people read, for the names that the contract carries. */

export const activationNames: Record<Activation, string> = {
  identity: 'Identity',
  step: 'Binary step',
  sign: 'Sign',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  'leaky-relu': 'Leaky ReLU',
  elu: 'ELU',
  softplus: 'Softplus',
  swish: 'Swish',
  gelu: 'GELU',
  softmax: 'Softmax',
};

export const initialisationNames: Record<Initialisation, string> = {
  zeros: 'Zeros',
  uniform: 'Uniform',
  normal: 'Normal',
  'lecun-uniform': 'LeCun, uniform',
  'lecun-normal': 'LeCun, normal',
  'glorot-uniform': 'Glorot, uniform',
  'glorot-normal': 'Glorot, normal',
  'he-uniform': 'He, uniform',
  'he-normal': 'He, normal',
};

export const scheduleNames: Record<Schedule['name'], string> = {
  constant: 'Constant',
  step: 'In steps',
  exponential: 'Exponential',
  cosine: 'Cosine',
};

export const metricTitles: Record<MetricName, string> = {
  loss: 'Loss',
  accuracy: 'Accuracy',
  meanAbsoluteError: 'Mean absolute error',
  rSquared: 'R²',
};

export const preparationNames: Record<PreparationName, string> = {
  none: 'None',
  scale: 'Scaled to 0–1',
  standardise: 'Standardised',
};

export const testPartNames: Record<TestPart, string> = {
  split: 'A share of all',
  own: 'The dataset’s own',
};

export const lossNames: Record<Loss, string> = {
  'mean-squared-error': 'Squared error (½ Σ)',
  'binary-cross-entropy': 'Binary cross-entropy',
  'categorical-cross-entropy': 'Categorical cross-entropy',
  'sparse-categorical-cross-entropy': 'Sparse categorical cross-entropy',
};

export const optimizerTitles: Record<OptimizerConfig['name'], string> = {
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  rmsprop: 'RMSProp',
  adam: 'Adam',
  adamw: 'AdamW',
};

export const statusNames: Record<RunStatus, string> = {
  queued: 'Queued',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  diverged: 'Diverged',
  failed: 'Failed',
};

export const splitNames: Record<MetricSplit, string> = {
  batch: 'Training batches',
  train: 'Training, while learning',
  validation: 'Validation',
  test: 'Test',
};

/** What a score is called, by the examples it was measured on. */
export const scoreNames: Record<MetricSplit, Record<MetricName, string>> = {
  batch: {
    loss: 'Loss of training batches',
    accuracy: 'Accuracy on training batches',
    meanAbsoluteError: 'Mean absolute error of training batches',
    rSquared: 'R² of training batches',
  },
  train: {
    loss: 'Training loss, while learning',
    accuracy: 'Training accuracy, while learning',
    meanAbsoluteError: 'Mean absolute training error, while learning',
    rSquared: 'Training R², while learning',
  },
  validation: {
    loss: 'Validation loss',
    accuracy: 'Validation accuracy',
    meanAbsoluteError: 'Mean absolute validation error',
    rSquared: 'Validation R²',
  },
  test: {
    loss: 'Test loss',
    accuracy: 'Test accuracy',
    meanAbsoluteError: 'Mean absolute test error',
    rSquared: 'Test R²',
  },
};

/** A run's `best` epoch, wherever it stands in a table. */
export const bestEpochName = 'Best epoch (lowest test loss)';

/** What the ring in a chart of the test marks; it need not be at the best epoch. */
export const ringNames: Record<MetricName, string> = {
  loss: 'Lowest test loss',
  accuracy: 'Highest test accuracy',
  meanAbsoluteError: 'Smallest mean absolute test error',
  rSquared: 'Highest test R²',
};

/** Why the test may well come out above the training: they are not measured at the same moment. */
export const whileLearningExplained =
  'While learning: the mean over the batches of an epoch, each measured just before the network learnt from it. The test comes after the epoch, so it can come out better.';

/** What a dataset has, as in "500 examples of 2 numbers, in 2 classes" or "60,000 pictures of 28 by 28, in 10 classes". */
export function describeExamples(dataset: Pick<Dataset, 'kind' | 'count' | 'shape' | 'classes' | 'targets'>): string {
  const { kind, count, shape, classes, targets } = dataset;
  const [height, width] = shape;
  const each = kind === 'pictures' ? `${height} by ${width}` : counted(width, 'number');
  const examples = `${counted(count, kind === 'pictures' ? 'picture' : 'example')} of ${each}`;
  if (isRegression(dataset)) return `${examples}, with ${counted(targets.length, 'number')} to be predicted`;
  return `${examples}, in ${counted(classes.length, 'class', 'classes')}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
