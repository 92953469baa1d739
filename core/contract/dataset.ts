import { z } from 'zod';
import { numberFrom, oneOf, wholeNumber } from './fields.ts';

/** The toy datasets: small tables made from a formula, a seed and some noise. What each is stands in core/data/toy. */
export const toyNames = [
  'circles',
  'xor',
  'blobs',
  'spirals',
  'moons',
  'quadratic',
  'sine',
  'plane',
  'by-hand',
] as const;
export type ToyName = (typeof toyNames)[number];

export const toyLimits = {
  noise: numberFrom(0, 10),
  count: wholeNumber(2, 100_000),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER),
};

/** The settings that digits are made with. */
export const digitsLimits = {
  count: wholeNumber(10, 500_000),
  seed: toyLimits.seed,
};

/** Where a dataset came from; enough to make a built-in one again. Files are named without their folders. */
export const datasetSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('digits'), version: z.int(), count: z.int(), seed: z.int() }),
  z.strictObject({ kind: z.literal('toy'), name: oneOf(toyNames), version: z.int(), ...toyLimits }),
  z.strictObject({ kind: z.literal('idx'), images: z.string(), labels: z.string() }),
  z.strictObject({ kind: z.literal('csv'), file: z.string() }),
  z.strictObject({ kind: z.literal('images'), file: z.string() }),
  /** Fetched on request: what it is called in the list of downloads. */
  z.strictObject({ kind: z.literal('download'), name: z.string() }),
]);
export type DatasetSource = z.infer<typeof datasetSourceSchema>;
export type DigitsSource = Extract<DatasetSource, { kind: 'digits' }>;
export type ToySource = Extract<DatasetSource, { kind: 'toy' }>;

/** The id by which the built-in digits are asked for. They are made when first needed. */
export const builtInDigits = 'digits';

/** Whether a dataset comes with the program, under its usual id, and so stays. */
export function isBuiltIn({ id }: Pick<Dataset, 'id'>): boolean {
  return id === builtInDigits || toyNames.some((name) => name === id);
}

/**
 * - `pictures`: every input is a pixel, a byte each, 255 = ink
 * - `table`: every input is a number of its own, float32
 */
export const datasetKinds = ['pictures', 'table'] as const;
export type DatasetKind = (typeof datasetKinds)[number];

/** What the examples of a dataset are like. */
export interface DatasetForm {
  kind: DatasetKind;
  /** Height and width of each picture; 1 and the number of inputs of a table. */
  shape: [height: number, width: number];
  /** Names of a table's inputs; empty for pictures. */
  columns: string[];
  /** Names of the classes, by label; empty for a regression. At most `mostClasses`. */
  classes: string[];
  /** Names of the numbers that are to be predicted; empty for a classification. */
  targets: string[];
  /** The last so many examples are the dataset's own test part, as MNIST has one; 0 for none. */
  testCount: number;
}

export interface Dataset extends DatasetForm {
  id: string;
  name: string;
  source: DatasetSource;
  /** `ready` when the examples are in the store; `absent` when they have yet to be made, or are no longer there. */
  state: 'ready' | 'absent';
  /** SHA-256 of the examples and of what they are like; null until they have been there once. */
  hash: string | null;
  /** Number of examples. */
  count: number;
  /** Examples of each class; empty while they have never been there, and for a regression. */
  classCounts: number[];
  /** Under which terms the examples may be used, where that is known. */
  licence: string | null;
  bytes: number;
  createdAt: number;
  /** When it was moved to the trash; null when it is not there. */
  trashedAt: number | null;
}

/** Labels are bytes. */
export const mostClasses = 256;

/** Whether numbers are to be predicted, and not a class. */
export function isRegression({ targets }: { readonly targets?: readonly string[] | undefined }): boolean {
  return targets !== undefined && targets.length > 0;
}

/** Some examples, for showing. */
export interface DatasetSample {
  shape: [height: number, width: number];
  indices: number[];
  /** The class of each; empty for a regression. */
  labels: number[];
  /** Of pictures: one after another, a byte a pixel, 255 = ink. Empty for a table. */
  pixels: Uint8Array;
  /** Of a table: the inputs of each example as they are stored, before any preparation. Empty for pictures. */
  inputs: number[][];
  /** Of a regression: the numbers to be predicted for each example. Empty for a classification. */
  targets: number[][];
}

/** What one column of a table holds, over all its examples as they are stored, before any preparation. */
export interface ColumnDescription {
  name: string;
  role: 'input' | 'target';
  /** `zero-or-one`: nothing but 0 and 1, as each column of a category has. */
  type: 'zero-or-one' | 'whole' | 'number';
  minimum: number;
  maximum: number;
  mean: number;
  /** The standard deviation, of all examples. */
  deviation: number;
  /** Examples in each of the equal stretches from `minimum` to `maximum`; at each whole number, where those are few. */
  histogram: number[];
}

/** At most so many columns are described. */
export const mostDescribedColumns = 1000;

/** The files that a dataset can be exported as: a table as CSV, pictures as a pair of IDX files. */
export const datasetFiles = ['csv', 'images', 'labels'] as const;
export type DatasetFile = (typeof datasetFiles)[number];

/** What the name of each file ends in; those of pictures as MNIST's do. */
export const datasetFileEndings: Record<DatasetFile, string> = {
  csv: '.csv',
  images: '-images-idx3-ubyte',
  labels: '-labels-idx1-ubyte',
};

/** The files that stand for the whole of a dataset. */
export function filesOf({ kind }: Pick<Dataset, 'kind'>): DatasetFile[] {
  return kind === 'pictures' ? ['images', 'labels'] : ['csv'];
}

/** A piece of an exported file. */
export interface DatasetPiece {
  bytes: Uint8Array;
  /** The example with which the next piece begins; null after the last piece. */
  next: number | null;
}
