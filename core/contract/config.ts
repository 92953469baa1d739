import { z } from 'zod';
import { numberAbove, numberBelow, numberFrom, oneOf, wholeNumber, yesOrNo } from './fields.ts';
import { metricNames, metricSplits } from './metrics.ts';

export const losses = [
  'mean-squared-error',
  'binary-cross-entropy',
  'categorical-cross-entropy',
  /** The same number as `categorical-cross-entropy`, from the class itself and not from a row of zeros and a one. */
  'sparse-categorical-cross-entropy',
] as const;
export type Loss = (typeof losses)[number];

/** Numbers that a loss takes as the target of one example. */
export function targetWidth(loss: Loss, units: number): number {
  return loss === 'sparse-categorical-cross-entropy' ? 1 : units;
}

export const learningRateSchema = numberAbove(0, 1000);
const learningRate = learningRateSchema;
const share = numberBelow(0, 1);
const epsilon = numberAbove(0, 1);

const adamSettings = {
  learningRate,
  beta1: share.default(0.9),
  beta2: share.default(0.999),
  epsilon: epsilon.default(1e-8),
};

/** What each does stands in core/kernels/kernels.ts. */
export const optimizerSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), learningRate }),
  z.strictObject({ name: z.literal('momentum'), learningRate, momentum: share.default(0.9) }),
  z.strictObject({ name: z.literal('nesterov'), learningRate, momentum: share.default(0.9) }),
  z.strictObject({
    name: z.literal('rmsprop'),
    learningRate,
    rho: share.default(0.9),
    epsilon: epsilon.default(1e-8),
  }),
  z.strictObject({ name: z.literal('adam'), ...adamSettings }),
  z.strictObject({ name: z.literal('adamw'), ...adamSettings, weightDecay: numberFrom(0, 1).default(0.01) }),
]);
export type OptimizerConfig = z.infer<typeof optimizerSchema>;
export const optimizerNames = [
  'sgd',
  'momentum',
  'nesterov',
  'rmsprop',
  'adam',
  'adamw',
] as const satisfies OptimizerConfig['name'][];

/** A learning rate that each optimizer usually learns well with. */
export const usualLearningRate = {
  sgd: 0.1,
  momentum: 0.01,
  nesterov: 0.01,
  rmsprop: 0.001,
  adam: 0.001,
  adamw: 0.001,
} as const satisfies Record<OptimizerConfig['name'], number>;

/** How many numbers each optimizer keeps of every parameter. */
export const keptNumbers = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
} as const satisfies Record<OptimizerConfig['name'], number>;

const mostEpochs = 1_000_000;

/** What the learning rate is multiplied by as training goes on, counted from the end of the warm-up. */
export const scheduleSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('constant') }),
  /** By `factor` once more after every so many epochs. */
  z.strictObject({
    name: z.literal('step'),
    everyEpochs: wholeNumber(1, mostEpochs).default(10),
    factor: numberAbove(0, 1).default(0.5),
  }),
  /** By `factor` once more after every epoch. */
  z.strictObject({ name: z.literal('exponential'), factor: numberAbove(0, 1).default(0.95) }),
  /** From 1 down to `finalFraction` along half a wave of the cosine, a little with every step. */
  z.strictObject({ name: z.literal('cosine'), finalFraction: numberFrom(0, 1).default(0) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;
export const scheduleNames = ['constant', 'step', 'exponential', 'cosine'] as const satisfies Schedule['name'][];

export const regularisationSchema = z.strictObject({
  /** λ₁ and λ₂ of the penalty λ₁·Σ|w| + ½·λ₂·Σw² over all weights, biases left out; 0 is none. */
  l1: numberFrom(0, 1000).default(0),
  l2: numberFrom(0, 1000).default(0),
  /** The gradient of all parameters is scaled down to this length when it is longer; 0 lets it be. */
  clipNorm: numberFrom(0, 1_000_000).default(0),
});
export type Regularisation = z.infer<typeof regularisationSchema>;

/** The parts that are judged at the end of an epoch. */
export const judgedSplits = metricSplits.filter((split) => split !== 'batch');
const metric = oneOf(metricNames).default('loss');
const split = oneOf(judgedSplits).default('validation');

export const stoppingSchema = z.strictObject({
  /** Ends the training when a metric has not become better by more than `minimumChange` for so many epochs. */
  patience: z
    .strictObject({
      metric,
      split,
      epochs: wholeNumber(1, mostEpochs).default(5),
      minimumChange: numberFrom(0, 1_000_000).default(0),
    })
    .optional(),
  /** Whether the training ends with the weights of the epoch that was the best by the metric of `patience`. */
  restoreBest: yesOrNo().default(false),
  /** Ends the training when a metric is as good as `value`. */
  target: z.strictObject({ metric, split, value: numberFrom(-1_000_000, 1_000_000) }).optional(),
});
export type Stopping = z.infer<typeof stoppingSchema>;

/**
 * When checkpoints are written, and which of them are kept. None of it changes a weight. A run always keeps its last
 * checkpoint, from which it goes on, and its best one: of the epoch with the lowest test loss, the earliest of equals.
 */
export const checkpointsSchema = z.strictObject({
  /**
   * One is written at the end of every so many epochs. Left out: of each epoch, or as often as at most 100 checkpoints
   * and 512 MB allow.
   */
  everyEpochs: wholeNumber(1, mostEpochs).optional(),
  /**
   * And one so many seconds after the last, only to go on from: it is gone once a later one is there. It is the most
   * work that is done again when the program is ended by force.
   */
  everySeconds: numberFrom(1, 86_400).default(20),
  /** `all`: each one of `everyEpochs` stays. `best-and-last`: of those, too, only the best and the last one. */
  keep: oneOf(['all', 'best-and-last']).default('all'),
});
export type CheckpointSettings = z.infer<typeof checkpointsSchema>;

/**
 * How far the pictures of training batches are distorted, each time anew; 0 is not at all. Every picture has its own
 * amounts within these bounds. What the distortions are stands in core/kernels/distortion.ts.
 */
export const augmentationSchema = z.strictObject({
  /** Pixels, along each side. */
  shift: numberFrom(0, 100).default(0),
  /** Degrees, either way. */
  rotate: numberFrom(0, 180).default(0),
  /** Percent by which each side is made longer or shorter, on its own. */
  scale: numberFrom(0, 90).default(0),
  /** Degrees by which uprights lean, either way. */
  shear: numberFrom(0, 60).default(0),
  /** Simard, Steinkraus and Platt (2003): random displacements of pixels, smoothed. */
  elastic: z
    .strictObject({
      /** Pixels that a displacement has at most before it is smoothed: the paper's α. */
      strength: numberFrom(0, 1000).default(0),
      /** The standard deviation, in pixels, of the Gaussian that smooths them: the paper's σ. */
      smoothness: numberFrom(0.5, 100).default(4),
    })
    .prefault({}),
});
export type AugmentationConfig = z.infer<typeof augmentationSchema>;

/** Whether anything is distorted at all. */
export function isAugmented({ shift, rotate, scale, shear, elastic }: AugmentationConfig): boolean {
  return shift > 0 || rotate > 0 || scale > 0 || shear > 0 || elastic.strength > 0;
}

/** The longest side of a picture that can be distorted. */
export const longestAugmentedSide = 128;

/**
 * What is done to each input before it enters the network; what it takes is measured on the training part alone.
 * - `none`: nothing; a pixel is a number from 0 to 255
 * - `scale`: brought to 0 … 1: a pixel divided by 255, an input of a table by its smallest and largest value
 * - `standardise`: (x − mean) / standard deviation, of each input
 */
export const preparations = ['none', 'scale', 'standardise'] as const;
export type PreparationName = (typeof preparations)[number];

/** Which examples are the test part: a share of all, drawn at random, or those that the dataset itself keeps for it. */
export const testParts = ['split', 'own'] as const;
export type TestPart = (typeof testParts)[number];

const seedSchema = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/**
 * How a network is trained. Everything that changes the resulting weights stands here, in the design or in the data.
 * What may be left out has the value that earlier versions worked with, so that their configs mean what they meant.
 */
export const configSchema = z.strictObject({
  loss: oneOf(losses),
  optimizer: optimizerSchema,
  schedule: scheduleSchema.default({ name: 'constant' }),
  /** Epochs, or part of one, over which the learning rate grows evenly to its full size, before any schedule. */
  warmupEpochs: numberFrom(0, mostEpochs).default(0),
  regularisation: regularisationSchema.prefault({}),
  augmentation: augmentationSchema.prefault({}),
  batchSize: wholeNumber(1, 1_000_000),
  epochs: wholeNumber(1, mostEpochs),
  stopping: stoppingSchema.prefault({}),
  preparation: oneOf(preparations).default('scale'),
  testPart: oneOf(testParts).default('split'),
  /**
   * Share of the examples that is learned from, in percent, with the validation part; the rest is the test part. It
   * says nothing where the dataset has a test part of its own that is used.
   */
  trainPercent: numberFrom(1, 99),
  /** Share of the training part that is held back to watch the training by, in percent. */
  validationPercent: numberFrom(0, 90).default(0),
  /** Whether each class has the same share of every part, as nearly as whole examples allow. */
  stratified: yesOrNo().default(false),
  /** Names the initial weights, the split, every epoch's shuffle, what dropout leaves out and every distortion. */
  seed: seedSchema,
  checkpoints: checkpointsSchema.prefault({}),
});
export type TrainingConfig = z.infer<typeof configSchema>;

/** A config as it was kept, by this version or an earlier one. Throws Zod's error when it is none. */
export function parseConfig(value: unknown): TrainingConfig {
  return configSchema.parse(value);
}

export const defaultConfig: TrainingConfig = parseConfig({
  loss: 'categorical-cross-entropy',
  optimizer: { name: 'sgd', learningRate: usualLearningRate.sgd },
  batchSize: 32,
  epochs: 5,
  trainPercent: 80,
  seed: 1,
});
