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

  describe('stratified', () => {
    // 60 of class 0, 30 of class 1, 10 of class 2, one after another.
    const labels = Uint8Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : i < 90 ? 1 : 2));
    const stratified = { ...config(80, 3, 25), stratified: true };
    const classesOf = (part: Uint32Array) =>
      [0, 1, 2].map((label) => part.filter((example) => labels[example] === label).length);

    it('gives each class its share of every part', () => {
      const { train, validation, test } = splitExamples({ count: 100, labels }, stratified);
      expect([train, validation, test].map(classesOf)).toEqual([
        [36, 18, 6],
        [12, 6, 2],
        [12, 6, 2],
      ]);
      expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    });

    it('has as many examples in each part as when it is not, where the shares are no whole numbers', () => {
      const settings = { ...config(67, 3, 13), stratified: true };
      const found = splitExamples({ count: 100, labels }, settings);
      const plain = splitExamples({ count: 100, labels }, { ...settings, stratified: false });
      const lengths = ({ train, validation, test }: typeof found) => [train, validation, test].map((p) => p.length);
      expect(lengths(found)).toEqual(lengths(plain));
      expect(classesOf(found.test)).toEqual([20, 10, 3]);
    });

    it('leaves the test part as it is when more is held back for the validation', () => {
      const none = splitExamples({ count: 100, labels }, { ...stratified, validationPercent: 0 });
      expect(splitExamples({ count: 100, labels }, stratified).test).toEqual(none.test);
    });
  });

  describe("with the dataset's own test part", () => {
    const own = { ...config(10, 5, 20), testPart: 'own' as const };

    it('tests on its last examples, and divides all others, whatever the percentage for the training', () => {
      const { train, validation, test } = splitExamples({ count: 110, testCount: 10 }, own);
      expect([...test]).toEqual(Array.from({ length: 10 }, (_, i) => 100 + i));
      expect([train.length, validation.length]).toEqual([80, 20]);
      expect([...train, ...validation].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    });

    it('refuses a dataset that has none', () => {
      expect(() => splitExamples({ count: 110 }, own)).toThrow('no test part of its own');
    });
  });
});
