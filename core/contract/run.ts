import type { Parent } from './parent.ts';
import type { TrainingConfig } from './config.ts';
import type { Dataset } from './dataset.ts';
import type { Design } from './design.ts';
import type { MetricName, MetricSplit, Scores } from './metrics.ts';

export { metricNames, metricSplits } from './metrics.ts';
export type { MetricName, MetricSplit, Scores } from './metrics.ts';

/**
 * - `queued`: waits for its turn
 * - `running`, `paused`: in an engine right now
 * - `finished`: went through all its epochs, or ended before by its own rules for stopping
 * - `stopped`: stopped by the user; can be resumed
 * - `interrupted`: its engine ended before it did; can be resumed
 * - `diverged`: its numbers left the range of numbers; `problem` tells when and where
 * - `failed`: ended by an error, told in `problem`
 */
export const runStatuses = [
  'queued',
  'running',
  'paused',
  'finished',
  'stopped',
  'interrupted',
  'diverged',
  'failed',
] as const;
export type RunStatus = (typeof runStatuses)[number];

export const activeStatuses: readonly RunStatus[] = ['queued', 'running', 'paused'];
export const resumableStatuses: readonly RunStatus[] = ['stopped', 'interrupted', 'failed'];

/** By how much a run is stepped: one batch, or to the end of the epoch under way. */
export const stepUnits = ['batch', 'epoch'] as const;
export type StepUnit = (typeof stepUnits)[number];

/** The id of the model that comes with the program. */
export const bundledRun = 'bundled';

export interface EpochResult {
  epoch: number;
  /** Mean over the epoch's batches, each as the weights were when it was seen. */
  train: Scores;
  /** Only with a validation part. */
  validation?: Scores;
  test: Scores;
}

/** What stands in the table of runs. */
export interface RunSummary {
  id: string;
  name: string;
  status: RunStatus;
  /** What went wrong, when `failed`. */
  problem: string | null;
  /** The dataset, with the hash of the examples that were trained on; null before they were. */
  dataset: Pick<Dataset, 'id' | 'name' | 'hash' | 'kind' | 'shape' | 'targets'>;
  design: Design;
  config: TrainingConfig;
  parameters: number;
  createdAt: number;
  endedAt: number | null;
  trashedAt: number | null;
  /** Before schedule and warm-up, as it was set up or changed last. */
  learningRate: number;
  /** Whole epochs done. */
  epochs: number;
  /** The epoch with the lowest test loss, the earliest of equals, and the last one; null before the first epoch has ended. */
  best: EpochResult | null;
  last: EpochResult | null;
  /** Seconds spent in training, evaluation included. */
  seconds: number;
  /** Of the training passes alone, over the whole run. */
  examplesPerSecond: number | null;
  /** SHA-256 of the newest checkpoint's parameters as little-endian float32, layer by layer, weights then biases. */
  weightsHash: string | null;
  /**
   * The epoch after which the network was as the newest checkpoint has it: an earlier one than the last when the best
   * weights were restored, or when what came after the checkpoint failed. 0 before the first epoch has ended; null
   * without a checkpoint.
   */
  weightsEpoch: number | null;
  /** How many batches of the next epoch these weights have learned from besides; nobody has tested them then. */
  weightsBatches: number;
  /** The result of these weights; null when there is none. */
  weightsResult: EpochResult | null;
  kernelBuild: string;
  programVersion: string;
  /** The run that this one is a child of, as parent.ts has it: of epoch 0 it has settings, of any other the weights. */
  parent: Parent | null;
}

/**
 * - `best`: has the weights of the run's best epoch so far: the one with the lowest test loss, the earliest of equals
 * - `last`: the newest one
 * - `kept`: of an epoch whose checkpoint the settings keep
 */
export type CheckpointKind = 'best' | 'last' | 'kept';

export interface CheckpointSummary {
  epoch: number;
  /** Batches since the start of training. */
  step: number;
  /** One of them, or more. */
  kinds: CheckpointKind[];
  weightsHash: string;
  bytes: number;
  createdAt: number;
}

/** The largest relative differences found in one layer, and how many parameters were tried. */
export interface LayerCheck {
  weights: number;
  bias: number;
  tried: number;
}

/** The largest relative difference that is taken for rounding; a wrong formula is off by far more. */
export const gradientBound = 1e-4;

/** How backpropagation compares with finite differences. */
export interface GradientCheck {
  /** From the first hidden layer to the output layer. */
  layers: LayerCheck[];
  /** In the batch. */
  examples: number;
  /** Whose weights it was; null for fresh ones. */
  epoch: number | null;
  /** Of all layers. */
  largest: number;
  bound: number;
  agrees: boolean;
}

/** A change of the learning rate while the run went on: from a step on, counted from 0, before schedule and warm-up. */
export interface LearningRateEvent {
  step: number;
  learningRate: number;
  at: number;
}

export interface RunDetail extends RunSummary {
  checkpoints: CheckpointSummary[];
  trainExamples: number;
  testExamples: number;
  /** Which examples are in which part, as it was stored; null before the run has begun, and of earlier versions. */
  split: SplitSummary | null;
  stepsPerEpoch: number;
  /** In the order of their steps; after an interruption some may lie ahead, and will be met again. */
  learningRates: LearningRateEvent[];
}

/** How a dataset was divided. */
export interface SplitSummary {
  /** SHA-256 of the numbers of the examples in each part: the same split has the same hash. */
  hash: string;
  train: number;
  validation: number;
  test: number;
}

/** One curve; the three lists are of one length. */
export interface MetricSeries {
  name: MetricName;
  split: MetricSplit;
  /** Batches since the start of training. */
  steps: number[];
  /** Seconds since the start of training, pauses left out. */
  seconds: number[];
  values: number[];
}

export interface RunCurves {
  run: string;
  stepsPerEpoch: number;
  series: MetricSeries[];
}

/** Where a run is, sent while it goes on. */
export interface RunProgress {
  run: string;
  step: number;
  steps: number;
  stepsPerEpoch: number;
  examplesPerSecond: number;
  secondsLeft: number | null;
}

export type Prediction = ClassPrediction | NumberPrediction;

/** What a run that tells classes apart says of an example. */
export interface ClassPrediction {
  run: string;
  /** Name of the class with the largest output. */
  label: string;
  /** The network's output for each class, in the order of `classes`. Not every output layer makes probabilities. */
  probabilities: number[];
  classes: string[];
}

/** What a run that predicts numbers says of an example. */
export interface NumberPrediction {
  run: string;
  /** The network's outputs, in the order of `targets`. */
  values: number[];
  /** Names of what is predicted. */
  targets: string[];
}

/** A classification has an accuracy and a confusion; a regression a mean absolute error, R² and no classes. */
export interface Evaluation extends Scores {
  examples: number;
  /** confusion[truth][said], a count each; empty for a regression. */
  confusion: number[][];
  classes: string[];
}
