import type { Loss, OptimizerConfig } from '../contract/config.ts';
import type { Activation } from '../contract/design.ts';
import type { MetricName, MetricSplit, RunStatus } from '../contract/run.ts';

/** The names that people read, for the names that the contract carries. */

export const activationNames: Record<Activation, string> = {
  identity: 'Identity',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  softmax: 'Softmax',
};

export const lossNames: Record<Loss, string> = {
  'mean-squared-error': 'Squared error (½ Σ)',
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
  train: 'Training, while learning',
  test: 'Test',
};

/** What a score is called, by the examples it was measured on. */
export const scoreNames: Record<MetricSplit, Record<MetricName, string>> = {
  batch: { loss: 'Loss of training batches', accuracy: 'Accuracy on training batches' },
  train: { loss: 'Training loss, while learning', accuracy: 'Training accuracy, while learning' },
  test: { loss: 'Test loss', accuracy: 'Test accuracy' },
};

/** A run's `best` epoch, wherever it stands in a table. */
export const bestEpochName = 'Best epoch (lowest test loss)';

/** What the ring in a chart of the test marks; it need not be at the best epoch. */
export const ringNames: Record<MetricName, string> = {
  loss: 'Lowest test loss',
  accuracy: 'Highest test accuracy',
};

/** Why the test may well come out above the training: they are not measured at the same moment. */
export const whileLearningExplained =
  'While learning: the mean over the batches of an epoch, each measured just before the network learnt from it. The test comes after the epoch, so it can come out better.';
