import { describe, expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { splitExamples } from '#core/data/split.ts';

const config = (trainPercent: number, seed: number, validationPercent = 0) => ({
  trainPercent,
  validationPercent,
  testPart: 'split' as const,
  stratified: false,
  seed,
});

describe('splitExamples', () => {
  it('gives every example to one part and only one', () => {
    const { train, test } = splitExamples({ count: 1003 }, config(80, 1));
    expect([train.length, test.length]).toEqual([802, 201]);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 1003 }, (_, i) => i));
  });

  it('is the same for the same seed and another for another', () => {
    expect(splitExamples({ count: 100 }, config(50, 7))).toEqual(splitExamples({ count: 100 }, config(50, 7)));
    expect(splitExamples({ count: 100 }, config(50, 7)).train).not.toEqual(
      splitExamples({ count: 100 }, config(50, 8)).train,
    );
  });

  it.each([
    [2, 1, 1],
    [2, 99, 1],
    [3, 99, 2],
    [10, 1, 1],
  ])('leaves each part of %i examples at %i percent at least one', (count, percent, trainCount) => {
    const { train, test } = splitExamples({ count }, config(percent, 1));
    expect([train.length, test.length]).toEqual([trainCount, count - trainCount]);
  });

  it('holds a share of the training part back for the validation, and leaves the test part as it is', () => {
    const whole = splitExamples({ count: 100 }, config(80, 1));
    const held = splitExamples({ count: 100 }, config(80, 1, 25));
    expect([held.train.length, held.validation.length]).toEqual([60, 20]);
    expect([...held.train, ...held.validation]).toEqual([...whole.train]);
    expect(held.test).toEqual(whole.test);
    expect(whole.validation.length).toBe(0);
  });

  it.each([
    [3, 50, 1, 1],
    [2, 50, 1, 0],
    [10, 90, 8, 1],
  ])('of %i examples at %i percent learns from %i and holds %i back', (count, percent, train, validation) => {
    const parts = splitExamples({ count }, config(percent, 1, 1));
    expect([parts.train.length, parts.validation.length]).toEqual([train, validation]);
  });

  it.each([
    [0, 'This dataset has no examples, which cannot be divided into a part to train on and a part to test on.'],
    [1, 'This dataset has only one example, which cannot be divided into a part to train on and a part to test on.'],
  ])('refuses %i examples', (count, message) => {
    expect(() => splitExamples({ count }, config(80, 1))).toThrow(
      new LaminaError('bad-setup', message, 'Choose a dataset with at least two examples.'),
    );
  });
});
