import type { Exports } from '../simd/exports.ts';

/**
 * What becomes of an argument in a part that begins later: an address that moves by 4 bytes or by a row of numbers with
 * each output before it, the place of the first output, the number of outputs, the address of scratch, or anything that stays the same.
 */
export type Role = 'number' | 'row' | 'first' | 'count' | 'scratch' | 'same';

export interface Split {
  roles: readonly Role[];
  /** The argument that says how many numbers a row has. */
  rowLength?: number;
  /** Parts begin at multiples of so many outputs, which leaves tiles and cache lines whole. */
  grain: number;
  /** How long the whole call takes, in multiplications of a matrix product: 20 to 30 in a nanosecond. */
  work(...values: number[]): number;
}

const tileColumns = 8;
const tileRows = 6;
const cacheLine = 16;

/** A kernel over `count` numbers that works on each alone; `each` is what one takes. */
function elementwise(addresses: number, others: number, each: number): Split {
  const roles: Role[] = [...Array<Role>(addresses).fill('number'), ...Array<Role>(others).fill('same'), 'count'];
  return { roles, grain: cacheLine, work: (...values) => each * values[values.length - 1] };
}

/** The same of an activation with a slope, which comes last. */
function withSlope(each: number): Split {
  return {
    roles: ['number', 'number', 'count', 'same'],
    grain: cacheLine,
    work: (_from, _to, count) => each * count,
  };
}

/** A kernel over rows of numbers. */
function rowwise(each: number): Split {
  return {
    roles: ['row', 'row', 'count', 'same'],
    rowLength: 3,
    grain: 1,
    work: (_, __, rows, units) => each * rows * units,
  };
}

/**
 * How the kernels' outputs are cut: never a sum, so that every output is computed as on one thread. A kernel that is
 * not here is left to the leader.
 */
export const splits = {
  weightedSums: {
    roles: ['same', 'number', 'number', 'number', 'same', 'same', 'count', 'same', 'same', 'scratch'],
    grain: cacheLine,
    work: (_x, _weights, _bias, _out, rows, inputs, columns) => rows * inputs * columns,
  },
  weightGradient: {
    roles: ['number', 'same', 'row', 'same', 'count', 'same', 'same', 'same', 'same', 'scratch'],
    rowLength: 7,
    grain: tileRows,
    work: (_x, _delta, _out, rows, height, _inputs, columns) => rows * height * columns,
  },
  descend: {
    roles: ['row', 'number', 'same', 'same', 'same', 'count', 'same', 'same', 'same', 'same', 'scratch'],
    rowLength: 8,
    grain: tileRows,
    work: (_weights, _x, _delta, _rate, rows, height, _inputs, columns) => rows * height * columns,
  },
  inputGradient: {
    roles: ['same', 'row', 'number', 'same', 'count', 'same', 'same', 'same', 'scratch'],
    rowLength: 6,
    grain: tileColumns,
    work: (_delta, _weights, _out, rows, columns, _inputs, units) => rows * columns * units,
  },
  biasGradient: {
    roles: ['number', 'number', 'same', 'count', 'same'],
    grain: cacheLine,
    work: (_delta, _out, rows, columns) => 3 * rows * columns,
  },
  identityForward: elementwise(2, 0, 4),
  sigmoidForward: elementwise(2, 0, 30),
  tanhForward: elementwise(2, 0, 40),
  reluForward: elementwise(2, 0, 4),
  stepForward: elementwise(2, 0, 4),
  signForward: elementwise(2, 0, 4),
  leakyReluForward: withSlope(5),
  eluForward: withSlope(30),
  softplusForward: elementwise(2, 0, 40),
  swishForward: elementwise(2, 0, 30),
  geluForward: elementwise(2, 0, 45),
  leakyReluBackward: withSlope(6),
  eluBackward: withSlope(6),
  softplusBackward: elementwise(2, 0, 30),
  swishBackward: elementwise(2, 0, 55),
  geluBackward: elementwise(2, 0, 50),
  sigmoidBackward: elementwise(2, 0, 6),
  tanhBackward: elementwise(2, 0, 6),
  reluBackward: elementwise(2, 0, 6),
  softmaxForward: rowwise(40),
  softmaxBackward: rowwise(12),
  sgd: elementwise(2, 1, 6),
  momentum: elementwise(3, 2, 9),
  nesterov: elementwise(3, 2, 9),
  rmsprop: elementwise(3, 4, 20),
  adam: elementwise(4, 9, 25),
  addPenaltyGradient: elementwise(2, 2, 7),
  scale: elementwise(1, 1, 4),
  dropOut: {
    roles: ['number', 'number', 'first', 'count', 'same', 'same', 'same'],
    grain: cacheLine,
    work: (_values, _out, _first, count) => 12 * count,
  },
  gatherBytes: {
    roles: ['same', 'number', 'row', 'count', 'same', 'same'],
    rowLength: 4,
    grain: 1,
    work: (_source, _order, _out, rows, features) => 4 * rows * features,
  },
  gatherFloats: {
    roles: ['same', 'number', 'row', 'count', 'same'],
    rowLength: 4,
    grain: 1,
    work: (_source, _order, _out, rows, features) => 6 * rows * features,
  },
  distort: {
    roles: ['row', 'first', 'count', ...Array<Role>(9).fill('same'), 'scratch'],
    rowLength: 4,
    grain: 1,
    work: (_pictures, _first, rows, _width, pixels) => 300 * rows * pixels,
  },
  prepare: {
    roles: ['row', 'same', 'same', 'count', 'same'],
    rowLength: 4,
    grain: 1,
    work: (_x, _offset, _factor, rows, features) => 6 * rows * features,
  },
} as const satisfies { [Name in keyof Exports]?: Split };

export type SplitKernel = keyof typeof splits;
export const splitKernels = Object.keys(splits) as SplitKernel[];
