/** A table of labelled examples as training and evaluation take it. */
export interface ExampleTable {
  count: number;
  features: number;
  classes: number;
  /** `[count × features]`, row-major; a byte each. */
  inputs: Uint8Array;
  /** What a byte is multiplied by before it enters the network. */
  scale: number;
  /** `[count]`: the class of each example, from 0. */
  labels: Uint8Array;
}

/** Pixels are bytes, 255 = ink; networks see 0 to 1. */
export const pixelScale = 1 / 255;
