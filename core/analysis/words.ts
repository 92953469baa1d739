import type { Loss, OptimizerConfig } from '../contract/config.ts';
import type { Activation } from '../contract/design.ts';
import type { MetricSplit, RunStatus } from '../contract/run.ts';

/** The names that people read, for the names that the contract carries. */

export const activationNames: Record<Activation, string> = {
  identity: 'Identity',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  softmax: 'Softmax',
};

export const lossNames: Record<Loss, string> = {
  'mean-squared-error': 'Mean squared error',
  'binary-cross-entropy': 'Binary cross-entropy',
  'categorical-cross-entropy': 'Categorical cross-entropy',
};

export const optimizerTitles: Record<OptimizerConfig['name'], string> = {
  sgd: 'SGD',
  adam: 'Adam',
};

export const statusNames: Record<RunStatus, string> = {
  queued: 'Queued',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
};

export const splitNames: Record<MetricSplit, string> = {
  batch: 'Training batches',
  train: 'Training',
  test: 'Test',
};
