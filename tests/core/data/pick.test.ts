import { describe, expect, it } from 'vitest';
import { pickExamples, sampleOf } from '#core/data/pick.ts';

describe('picking examples', () => {
  it('takes pictures with their classes', () => {
    const inputs = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const table = { count: 3, features: 2, inputs, scale: 0.5, classes: 4, labels: Uint8Array.of(0, 3, 2) };
    expect(pickExamples(table, Uint32Array.of(2, 0))).toEqual({
      ...table,
      count: 2,
      inputs: Uint8Array.of(5, 6, 1, 2),
      labels: Uint8Array.of(2, 0),
    });
  });

  it('takes the rows of a table with their targets and what was measured, out of shared memory too', () => {
    const inputs = new Float32Array(new SharedArrayBuffer(8));
    inputs.set([1.5, 2.5]);
    const statistics = { offset: Float32Array.of(1), factor: Float32Array.of(2) };
    const targets = Float32Array.of(1, 2, 3, 4);
    const table = { count: 2, features: 1, inputs, scale: 1, statistics, outputs: 2, targets };
    expect(pickExamples(table, Uint32Array.of(1))).toEqual({
      ...table,
      count: 1,
      inputs: Float32Array.of(2.5),
      targets: Float32Array.of(3, 4),
    });
  });
});

describe('a sample', () => {
  const all = Uint32Array.from({ length: 1000 }, (_, i) => 2 * i);

  it('is of different examples, drawn from all over, and the same every time', () => {
    const sample = sampleOf(all, 100);
    expect(sample).toHaveLength(100);
    expect(new Set(sample).size).toBe(100);
    expect(sample.every((example) => example % 2 === 0)).toBe(true);
    expect(sample.filter((example) => example < 1000).length).toBeGreaterThan(30);
    expect(sampleOf(all, 100)).toEqual(sample);
    expect(all[5]).toBe(10);
  });

  it('is all of them where that is few enough', () => {
    expect(sampleOf(all, 1000)).toEqual(all);
  });
});
