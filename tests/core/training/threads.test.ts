import { describe, expect, it } from 'vitest';
import { usefulThreads } from '#core/training/threads.ts';

const design = {
  inputs: 784,
  layers: [
    { units: 128, activation: 'relu' as const },
    { units: 10, activation: 'softmax' as const },
  ],
};

describe('the threads of a training', () => {
  it('are as many as asked for when a step has enough to do, and one when it has not', () => {
    expect(usefulThreads(design, 32, 2)).toBe(2);
    expect(usefulThreads(design, 4, 2)).toBe(1);
    expect(usefulThreads(design, 1, 8)).toBe(1);
    expect(usefulThreads({ ...design, inputs: 50_000 }, 1, 8)).toBe(8);
  });

  it('are never more than a team can have', () => {
    expect(usefulThreads(design, 256, 512)).toBe(64);
  });
});
