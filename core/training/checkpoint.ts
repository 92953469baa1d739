/** Sums over the batches of an epoch, each as the weights were when it was seen. */
export interface BatchSums {
  loss: number;
  correct: number;
  examples: number;
}

/**
 * All that a training needs to go on exactly where it was, together with its design, config and data. The order of the
 * examples and every other random choice follow from the seed and the position.
 */
export interface Checkpoint {
  /** Whole epochs done. */
  epoch: number;
  /** Batches since the start of training. */
  step: number;
  /** Layer by layer, weights `[inputs × units]` row-major, then biases. */
  parameters: Float32Array;
  /** What the optimizer carries, each in the order of the parameters: Adam's m, then its v; nothing for SGD. */
  optimizer: Float32Array;
  /** Of the epoch that is under way. */
  epochSums: BatchSums;
}

/** A checkpoint just taken, in memory of its own that can be handed to another thread. */
export interface FreshCheckpoint extends Checkpoint {
  parameters: Float32Array<ArrayBuffer>;
  optimizer: Float32Array<ArrayBuffer>;
}
