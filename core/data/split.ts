import { LaminaError } from '../contract/errors.ts';
import { splitCounts } from '../contract/setup.ts';
import { Random } from '../tensor/random.ts';

/** The numbers of the examples in each part, in random order. */
export interface Split {
  train: Uint32Array;
  test: Uint32Array;
}

/**
 * Divides `count` examples at random into a part to train on, of `trainPercent` percent rounded to whole examples, and
 * a part to test on. Each gets at least one. Throws `bad-setup` when there are fewer than two examples.
 */
export function splitExamples(count: number, trainPercent: number, seed: number): Split {
  if (count < 2) {
    throw new LaminaError(
      'bad-setup',
      `This dataset has ${count === 1 ? 'only one example' : 'no examples'}, which cannot be divided into a part to train on and a part to test on.`,
      'Choose a dataset with at least two examples.',
    );
  }
  const order = new Random(seed, 'split').permutation(count);
  const { train } = splitCounts(count, trainPercent);
  return { train: order.slice(0, train), test: order.slice(train) };
}
