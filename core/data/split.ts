import type { TrainingConfig } from '../contract/config.ts';
import { LaminaError } from '../contract/errors.ts';
import { splitCounts } from '../contract/setup.ts';
import { Random } from '../tensor/random.ts';

/** The numbers of the examples in each part, in random order. */
export interface Split {
  train: Uint32Array;
  /** Held back from the training to watch it by; may be empty. */
  validation: Uint32Array;
  test: Uint32Array;
}

/**
 * Divides `count` examples at random into the parts that `splitCounts` counts. The test part does not depend on how
 * much is held back for the validation. Throws `bad-setup` when there are fewer than two examples.
 */
export function splitExamples(
  count: number,
  config: Pick<TrainingConfig, 'trainPercent' | 'validationPercent' | 'seed'>,
): Split {
  if (count < 2) {
    throw new LaminaError(
      'bad-setup',
      `This dataset has ${count === 1 ? 'only one example' : 'no examples'}, which cannot be divided into a part to train on and a part to test on.`,
      'Choose a dataset with at least two examples.',
    );
  }
  const order = new Random(config.seed, 'split').permutation(count);
  const { train, validation } = splitCounts(count, config);
  return {
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
    test: order.slice(train + validation),
  };
}
