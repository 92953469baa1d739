/** What goes into a network, for each of `count` examples. */
interface ExampleInputs {
  count: number;
  features: number;
  /** `[count × features]`, row-major; a byte each. */
  inputs: Uint8Array;
  /** What a byte is multiplied by before it enters the network. */
  scale: number;
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
