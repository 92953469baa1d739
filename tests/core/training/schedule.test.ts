import { describe, expect, it } from 'vitest';
import type { Schedule } from '#core/contract/config.ts';
import { learningRateFactor } from '#core/training/schedule.ts';

/** The factor at each of the steps, with four steps an epoch. */
function factors(schedule: Schedule, epochs: number, steps: readonly number[], warmupEpochs = 0): number[] {
  return steps.map((step) => learningRateFactor({ schedule, warmupEpochs, epochs }, step, 4));
}

describe('the learning rate', () => {
  it('stays as it is', () => {
    expect(factors({ name: 'constant' }, 5, [0, 7, 19])).toEqual([1, 1, 1]);
  });

  it('goes down in steps', () => {
    const schedule: Schedule = { name: 'step', everyEpochs: 2, factor: 0.5 };
    expect(factors(schedule, 6, [0, 7, 8, 15, 16, 23])).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
  });

  it('goes down by a factor with each epoch', () => {
    const schedule: Schedule = { name: 'exponential', factor: 0.5 };
    expect(factors(schedule, 4, [0, 3, 4, 8, 15])).toEqual([1, 1, 0.5, 0.25, 0.125]);
  });

  it('goes down along the cosine, from all of it to the final fraction', () => {
    const [first, half, last] = factors({ name: 'cosine', finalFraction: 0.2 }, 25, [0, 50, 99]);
    expect(first).toBe(1);
    expect(half).toBeCloseTo(0.6, 14);
    expect(last).toBeCloseTo(0.2 + 0.8 * 0.5 * (1 + Math.cos(0.99 * Math.PI)), 14);
  });

  it('warms up evenly, step by step, and only then begins the schedule', () => {
    const schedule: Schedule = { name: 'exponential', factor: 0.5 };
    expect(factors(schedule, 4, [0, 1, 4, 5, 6, 9, 10], 1.5)).toEqual([1 / 6, 2 / 6, 5 / 6, 1, 1, 1, 0.5]);
  });
});
