import type { DatasetForm } from '../contract/dataset.ts';

/** What goes into a network, for each of `count` examples. */
interface ExampleInputs {
  count: number;
  features: number;
  /** `[count × features]`, row-major: a byte each, or a float32 each. */
  inputs: Uint8Array | Float32Array;
  /** What a byte is multiplied by before it enters the network. Floats are not. */
  scale: number;
  /** What is done to the inputs after that; nothing when left out. */
  statistics?: InputStatistics;
}

/** The preparation of inputs that was measured on a training part: x becomes (x − offset)·factor. `[features]` each. */
export interface InputStatistics {
  offset: Float32Array;
  factor: Float32Array;
}

/** Examples of classes that are to be told apart. */
export interface LabelledTable extends ExampleInputs {
  classes: number;
  /** `[count]`: the class of each example, from 0. */
  labels: Uint8Array;
}

/** Examples of numbers that are to be predicted: a regression. */
export interface TargetTable extends ExampleInputs {
  /** Numbers to be predicted for each example. */
  outputs: number;
  /** `[count × outputs]`, row-major. */
  targets: Float32Array;
}

/** A table of examples as training and evaluation take it. */
export type ExampleTable = LabelledTable | TargetTable;

export function hasTargets(table: ExampleTable): table is TargetTable {
  return 'targets' in table;
}

/** Pixels are bytes, 255 = ink; networks see 0 to 1. */
export const pixelScale = 1 / 255;

/** Everything of a dataset but its name: what a formula makes and what a file is read into. */
export interface ExampleSet extends DatasetForm {
  /** `[count × features]`, row-major: bytes of pictures, floats of a table. */
  inputs: Uint8Array | Float32Array;
  /** `[count]`: the class of each example, from 0; empty for a regression. */
  labels: Uint8Array;
  /** `[count × targets]`, row-major: the numbers to be predicted; empty for a classification. */
  values: Float32Array;
  count: number;
}
