import { describe, expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { splitExamples } from '#core/data/split.ts';

describe('splitExamples', () => {
  it('gives every example to one part and only one', () => {
    const { train, test } = splitExamples(1003, 80, 1);
    expect([train.length, test.length]).toEqual([802, 201]);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 1003 }, (_, i) => i));
  });

  it('is the same for the same seed and another for another', () => {
    expect(splitExamples(100, 50, 7)).toEqual(splitExamples(100, 50, 7));
    expect(splitExamples(100, 50, 7).train).not.toEqual(splitExamples(100, 50, 8).train);
  });

  it.each([
    [2, 1, 1],
    [2, 99, 1],
    [3, 99, 2],
    [10, 1, 1],
  ])('leaves each part of %i examples at %i percent at least one', (count, percent, trainCount) => {
    const { train, test } = splitExamples(count, percent, 1);
    expect([train.length, test.length]).toEqual([trainCount, count - trainCount]);
  });

  it.each([
    [0, 'This dataset has no examples, which cannot be divided into a part to train on and a part to test on.'],
    [1, 'This dataset has only one example, which cannot be divided into a part to train on and a part to test on.'],
  ])('refuses %i examples', (count, message) => {
    expect(() => splitExamples(count, 80, 1)).toThrow(
      new LaminaError('bad-setup', message, 'Choose a dataset with at least two examples.'),
    );
  });
});
