import { mostClasses } from '../contract/dataset.ts';
import { LaminaError } from '../contract/errors.ts';
import { splitCounts, type SplitConfig } from '../contract/setup.ts';
import { Random } from '../tensor/random.ts';

/** The numbers of the examples in each part, in random order. */
export interface Split {
  train: Uint32Array;
  /** Held back from the training to watch it by; may be empty. */
  validation: Uint32Array;
  test: Uint32Array;
}

/** What a split depends on beside its config. */
export interface SplitBasis {
  count: number;
  /** The last so many examples are the dataset's own test part; none when left out. */
  testCount?: number;
  /** The class of each example; empty, or left out, for a regression. */
  labels?: Uint8Array;
}

/**
 * Divides examples at random into the parts that `splitCounts` counts. The test part does not depend on how much is
 * held back for the validation. Throws `bad-setup` when there are fewer than two examples, or no test part where the
 * dataset's own is asked for.
 */
export function splitExamples({ count, testCount = 0, labels }: SplitBasis, config: SplitConfig): Split {
  requireTwo(count);
  const counts = splitCounts({ count, testCount }, config);
  if (config.testPart === 'split') return divideAll(count, counts, config, labels);
  requireOwnTestPart(testCount);
  const rest = count - counts.test;
  const { train, validation } = divideAll(rest, { ...counts, test: 0 }, config, labels);
  return { train, validation, test: Uint32Array.from({ length: counts.test }, (_, index) => rest + index) };
}

type Counts = ReturnType<typeof splitCounts>;

function divideAll(count: number, counts: Counts, config: SplitConfig, labels: Uint8Array | undefined): Split {
  const order = new Random(config.seed, 'split').permutation(count);
  if (config.stratified && labels && labels.length > 0) return divideByClass(order, labels, counts);
  const { train, validation } = counts;
  return {
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
    test: order.slice(train + validation),
  };
}

/** Each class is divided like the whole: its first examples in the order are for training, its last for the test. */
function divideByClass(order: Uint32Array, labels: Uint8Array, counts: Counts): Split {
  const sizes = new Array<number>(mostClasses).fill(0);
  for (const example of order) sizes[labels[example]]++;
  const tests = shares(sizes, counts.test);
  const trained = sizes.map((size, label) => size - tests[label]);
  shares(trained, counts.validation).forEach((held, label) => (trained[label] -= held));

  const parts: Record<keyof Split, number[]> = { train: [], validation: [], test: [] };
  const seen = new Array<number>(mostClasses).fill(0);
  for (const example of order) {
    const label = labels[example];
    const place = seen[label]++;
    const part = place < trained[label] ? 'train' : place < sizes[label] - tests[label] ? 'validation' : 'test';
    parts[part].push(example);
  }
  return {
    train: Uint32Array.from(parts.train),
    validation: Uint32Array.from(parts.validation),
    test: Uint32Array.from(parts.test),
  };
}

/** Shares `total` out in proportion to the sizes, in whole numbers: those with the largest remainders get one more. */
function shares(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * total) / all);
  const whole = exact.map(Math.floor);
  const missing = total - whole.reduce((sum, share) => sum + share, 0);
  const remainder = (index: number) => exact[index] - whole[index];
  const largestFirst = sizes.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const index of largestFirst.slice(0, missing)) whole[index]++;
  return whole;
}

function requireTwo(count: number): void {
  if (count >= 2) return;
  throw new LaminaError(
    'bad-setup',
    `This dataset has ${count === 1 ? 'only one example' : 'no examples'}, which cannot be divided into a part to train on and a part to test on.`,
    'Choose a dataset with at least two examples.',
  );
}

function requireOwnTestPart(testCount: number): void {
  if (testCount > 0) return;
  throw new LaminaError(
    'bad-setup',
    'This dataset has no test part of its own, which the run asks for.',
    'Choose a dataset that has one, or divide this one: set the test part to split.',
  );
}
