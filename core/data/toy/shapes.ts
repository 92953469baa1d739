import type { ToyName } from '../../contract/dataset.ts';
import { normal } from '../../tensor/normal.ts';
import type { Random } from '../../tensor/random.ts';
import { cosineOfTurns, sineOfTurns } from '../../tensor/sine.ts';

/** One example: its inputs, and its class or the numbers to be predicted. */
export interface ToyExample {
  inputs: readonly number[];
  label?: number;
  values?: readonly number[];
}

/** How a toy dataset is made. Numbers lie about between −1 and 1. */
export interface ToyShape {
  title: string;
  columns: readonly string[];
  classes: readonly string[];
  targets: readonly string[];
  /** What the built-in one has. The noise is the standard deviation of what is added to every coordinate or target. */
  usual: { noise: number; count: number };
  /** Example `index`; the classes take turns, so that any stretch of them is balanced. */
  example(index: number, noise: number, random: Random): ToyExample;
}

const xy = ['x', 'y'];
const twoClasses = ['0', '1'];

export const toyShapes: Readonly<Record<ToyName, ToyShape>> = {
  circles: {
    title: 'Two circles',
    columns: xy,
    classes: ['outer', 'inner'],
    targets: [],
    usual: { noise: 0.08, count: 500 },
    example(index, noise, random) {
      const label = index % 2;
      const radius = label === 0 ? 1 : 0.5;
      return { inputs: scattered(onCircle(radius, random.uniform()), noise, random), label };
    },
  },
  xor: {
    title: 'XOR',
    columns: xy,
    classes: ['alike', 'different'],
    targets: [],
    usual: { noise: 0.05, count: 500 },
    example(index, noise, random) {
      const [right, upper] = [index % 4 < 2, index % 2 === 0];
      const x = random.uniform() * (right ? 1 : -1);
      const y = random.uniform() * (upper ? 1 : -1);
      return { inputs: scattered([x, y], noise, random), label: right === upper ? 0 : 1 };
    },
  },
  blobs: {
    title: 'Gaussian blobs',
    columns: xy,
    classes: ['0', '1', '2'],
    targets: [],
    usual: { noise: 0.25, count: 500 },
    example(index, noise, random) {
      const label = index % 3;
      return { inputs: scattered(onCircle(1, label / 3 + 0.25), noise, random), label };
    },
  },
  spirals: {
    title: 'Spirals',
    columns: xy,
    classes: twoClasses,
    targets: [],
    usual: { noise: 0.03, count: 1000 },
    example(index, noise, random) {
      const label = index % 2;
      // The root spreads the examples evenly over the arm's length.
      const way = Math.sqrt(random.uniform());
      return { inputs: scattered(onCircle(way, spiralTurns * way + label / 2), noise, random), label };
    },
  },
  moons: {
    title: 'Moons',
    columns: xy,
    classes: ['upper', 'lower'],
    targets: [],
    usual: { noise: 0.1, count: 500 },
    example(index, noise, random) {
      const label = index % 2;
      const [x, y] = onCircle(1, random.uniform() / 2);
      return { inputs: scattered(label === 0 ? [x - 0.5, y - 0.25] : [0.5 - x, 0.25 - y], noise, random), label };
    },
  },
  quadratic: {
    title: 'Noisy quadratic',
    columns: ['x'],
    classes: [],
    targets: ['y'],
    usual: { noise: 0.05, count: 500 },
    example(_, noise, random) {
      const x = random.between(-1, 1);
      return { inputs: [x], values: scattered([x * x], noise, random) };
    },
  },
  sine: {
    title: 'Noisy sine',
    columns: ['x'],
    classes: [],
    targets: ['y'],
    usual: { noise: 0.1, count: 500 },
    example(_, noise, random) {
      const x = random.between(-1, 1);
      return { inputs: [x], values: scattered([sineOfTurns(x)], noise, random) };
    },
  },
  plane: {
    title: 'Noisy plane',
    columns: xy,
    classes: [],
    targets: ['z'],
    usual: { noise: 0.05, count: 500 },
    example(_, noise, random) {
      const [x, y] = [random.between(-1, 1), random.between(-1, 1)];
      return { inputs: [x, y], values: scattered([0.6 * x - 0.3 * y + 0.1], noise, random) };
    },
  },
  'by-hand': {
    title: 'Four inputs, three classes',
    columns: ['a', 'b', 'c', 'd'],
    classes: ['left', 'middle', 'right'],
    targets: [],
    usual: { noise: 0.1, count: 30 },
    /** In tenths, so that every step can be worked out on paper. */
    example(index, noise, random) {
      const label = index % 3;
      const inputs = scattered(lampsOf[label], noise, random).map((value) => Math.round(value * 10) / 10);
      return { inputs, label };
    },
  },
};

const spiralTurns = 0.9;
/** Two neighbours of four lamps are lit. */
const lampsOf = [
  [1, 1, 0, 0],
  [0, 1, 1, 0],
  [0, 0, 1, 1],
] as const;

/** The point at so many turns from the right, counter-clockwise. */
function onCircle(radius: number, turns: number): [x: number, y: number] {
  return [radius * cosineOfTurns(turns), radius * sineOfTurns(turns)];
}

function scattered(values: readonly number[], noise: number, random: Random): number[] {
  return values.map((value) => value + noise * normal(random));
}
