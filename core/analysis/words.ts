import type { Loss, OptimizerConfig, Schedule } from '../contract/config.ts';
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

export const lossNames: Record<Loss, string> = {
  'mean-squared-error': 'Mean squared error',
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
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};
