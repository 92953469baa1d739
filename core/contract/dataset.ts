import { z } from 'zod';

/** Where a dataset came from; enough to make a built-in one again. */
export const datasetSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('digits'), version: z.int(), count: z.int(), seed: z.int() }),
  z.strictObject({ kind: z.literal('idx'), images: z.string(), labels: z.string() }),
]);
export type DatasetSource = z.infer<typeof datasetSourceSchema>;

/** The id by which the built-in digits are asked for. They are made when first needed. */
export const builtInDigits = 'digits';

export interface Dataset {
  id: string;
  name: string;
  source: DatasetSource;
  /** `ready` when the examples are in the store; `absent` when they have yet to be made. */
  state: 'ready' | 'absent';
  /** SHA-256 of the examples' count and shape, their pixels and their labels; null while absent. */
  hash: string | null;
  /** Number of examples. */
  count: number;
  /** Height and width of each picture. */
  shape: [height: number, width: number];
  /** Names of the classes, by label. */
  classes: string[];
  /** Examples of each class; empty while absent. */
  classCounts: number[];
  bytes: number;
  createdAt: number;
}

/** Some examples, for showing: pixels one after another, a byte each, 255 = ink. */
export interface DatasetSample {
  shape: [height: number, width: number];
  indices: number[];
  labels: number[];
  pixels: Uint8Array;
}
