import { z } from 'zod';
import { wholeNumber } from './fields.ts';

/**
 * What can be looked at inside a network, of weights as they are at one moment:
 * - `connections`: weights and biases between chosen neurons, for the drawing of the network
 * - `firstLayer`: the weights into each unit of the first layer, as pictures
 * - `distributions`: histograms of each layer's weights, biases, activations and gradients, with its health
 * - `surface`: what it makes of every place of a one- or two-dimensional input, and what each hidden unit does there
 * - `confusion`: what it says of the test part, class by class, and its worst mistakes there
 *
 * Each costs time that training could have used, so only what is shown is asked for.
 */
export const insideParts = ['connections', 'firstLayer', 'distributions', 'surface', 'confusion'] as const;
export type InsidePart = (typeof insideParts)[number];

const neurons = z.array(wholeNumber(0, 999_999)).max(64);

export const lookInput = z
  .strictObject({
    run: z.string().min(1).max(100),
    /** Which parts to look at; an empty list is refused. */
    parts: z.array(z.enum(insideParts)).min(1).max(insideParts.length),
    /** For `connections`: the numbers of the neurons that are drawn, of the inputs first and then of each layer. */
    neurons: z.array(neurons).max(101).optional(),
    /** For `firstLayer`: the first unit to be shown, and how many. */
    units: z.strictObject({ from: wholeNumber(0, 65_535), count: wholeNumber(1, 256) }).default({ from: 0, count: 64 }),
  })
  .refine(({ parts, neurons }) => neurons !== undefined || !parts.includes('connections'), {
    path: ['neurons'],
    message: 'must say which neurons are drawn, for their connections',
  });

/** The inside of a network as it was after `step` batches. A part that was not asked for, or cannot be had, is left out. */
export interface Inside {
  run: string;
  /** Batches since the start of training. */
  step: number;
  /** Epochs, with the part of the one that is under way. */
  epoch: number;
  /** Whether these are the weights of a training that goes on; otherwise they are those of the newest checkpoint. */
  live: boolean;
  /**
   * How long looking took, but for what a run takes once, to be looked into at all: so that
   * whoever looks again and again can leave the training its time.
   */
  milliseconds: number;
  connections?: Connections;
  firstLayer?: FirstLayer;
  layers?: LayerInside[];
  surface?: Surface;
  confusion?: ConfusionInside;
}

/** One entry for each layer. */
export type Connections = {
  /** `[drawn neurons before × drawn neurons here]`, row-major. */
  weights: Float32Array;
  biases: Float32Array;
  /** The largest size of any weight of the whole layer, drawn or not. */
  largest: number;
}[];

export interface FirstLayer {
  /** Units of the whole layer. */
  units: number;
  from: number;
  count: number;
  /** `[count × inputs]`, row-major: the weights into one unit after another. */
  weights: Float32Array;
  /** The largest size of any of these. */
  largest: number;
}

/** How often numbers lie in each of equally wide bins from `from` to `to`; numbers that are none are counted apart. */
export interface CountedBins {
  from: number;
  to: number;
  counts: Uint32Array;
  nonFinite: number;
}

/**
 * - `dead`: units that give 0 for every probed example, and so pass no gradient
 * - `saturated`: units that stay at the flat ends of their activation for every probed example
 * - `vanishing`, `exploding`: the gradient here is that much smaller, or larger, than at the output layer
 */
export type LayerTrouble = 'dead' | 'saturated' | 'vanishing' | 'exploding';

export interface LayerInside {
  units: number;
  weights: CountedBins;
  biases: CountedBins;
  /** Of the probed examples. */
  activations: CountedBins;
  /** Of the mean loss of the probed examples, with respect to each weight. */
  gradients: CountedBins;
  /** The root of the mean square of the layer's weights, and of its weights' gradients. */
  weightSize: number;
  gradientSize: number;
  /** Numbers of the units, at most the first thousand. */
  deadUnits: number[];
  dead: number;
  saturated: number;
  /** Every trouble there is; empty for a healthy layer. */
  troubles: LayerTrouble[];
}

export type Surface = CurveSurface | RegionSurface;

/** Of a network with one input: its outputs along that input, which is as it stands in the table. */
export interface CurveSurface {
  kind: 'curve';
  inputs: Float32Array;
  /** `[inputs × output values]`: an output for each class, or for each number to be predicted. */
  outputs: Float32Array;
  /** Of each hidden layer, `[inputs × shown]`: the first 64 units, or fewer where there are many layers. */
  hidden: { units: number; shown: number; values: Float32Array }[];
}

/** Of a network with two inputs: a grid over both, which are as they stand in the table; the first row is the highest y. */
export interface RegionSurface {
  kind: 'regions';
  x: [from: number, to: number];
  y: [from: number, to: number];
  columns: number;
  rows: number;
  /** `[rows × columns × output values]`: an output for each class, or for each number to be predicted. */
  outputs: Float32Array;
  outputValues: number;
  /** Of each hidden layer, `[shown × rows × columns]`, one unit's grid after another: units as in `CurveSurface`. */
  hidden: { units: number; shown: number; values: Float32Array }[];
}

export interface ConfusionInside {
  classes: string[];
  /** counts[truth][said]; empty for a regression. */
  counts: number[][];
  /** Of the test part; fewer than all of it when `isSample`. */
  examples: number;
  isSample: boolean;
  /** The mistakes it is most sure of, the worst first, at most 100; of a regression the largest errors. */
  worst: Mistake[];
}

export interface Mistake {
  /** The number of the example in its dataset. */
  example: number;
  /** Classes; null for a regression. */
  truth: number | null;
  said: number | null;
  /** The output for the class that was said; of a regression, how far it is off: the mean of |output − target|. */
  certainty: number;
  /** Of a regression: what was predicted, the first numbers of it; null for a classification. */
  predicted: number[] | null;
}

export const examplesOfCellInput = z.strictObject({
  run: z.string().min(1).max(100),
  truth: wholeNumber(0, 65_535),
  said: wholeNumber(0, 65_535),
  /** At most so many are told. */
  most: wholeNumber(1, 1000).default(100),
});

/**
 * The test examples in one cell of the confusion matrix, as it was looked at last; where it never was, as the training
 * or the newest checkpoint has it now.
 */
export interface ExamplesOfCell {
  /** When the weights were so. */
  step: number;
  epoch: number;
  /** Those in the cell; the most certain of them are told, that one first. */
  total: number;
  mistakes: Mistake[];
}
