import type { BatchSums } from './scores.ts';
import type { StoppingState } from './stopping.ts';

/** From `step` on, counted from 0, the learning rate was another one, before schedule and warm-up. */
export interface LearningRateChange {
  step: number;
  learningRate: number;
}

/** Where a training is, beside the numbers of its network and what it carries on with them. */
export interface TrainingState {
  /** Whole epochs done. */
  epoch: number;
  /** Batches since the start of training. */
  step: number;
  /** Of the epoch that is under way. */
  epochSums: BatchSums;
  /** Changes of the learning rate since the start, in order. */
  learningRates: LearningRateChange[];
  stopping: StoppingState;
}

/**
 * All that a training needs to go on exactly where it was, together with its design, config and data. The order of the
 * examples and every other random choice follow from the seed and the position.
 */
export interface Checkpoint extends TrainingState {
  /** Layer by layer, weights `[inputs × units]` row-major, then biases. */
  parameters: Float32Array;
  /**
   * What is carried on beside the parameters, each in their order: the optimizer's blocks, such as Adam's m and then
   * its v; and then, when the best weights are to be restored, the best ones so far.
   */
  carried: Float32Array;
}
