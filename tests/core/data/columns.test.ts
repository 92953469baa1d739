import { describe, expect, it } from 'vitest';
import { measureColumn } from '#core/data/columns.ts';

describe('a column', () => {
  it('of numbers has its range, mean, deviation and 24 equal stretches', () => {
    const values = Float32Array.of(0, 9, 0.5, 9, 1, 9, 0.5, 9);
    const measures = measureColumn(values, 0, 2);
    expect(measures).toMatchObject({ type: 'number', minimum: 0, maximum: 1, mean: 0.5 });
    expect(measures.deviation).toBeCloseTo(Math.sqrt(0.125), 12);
    expect(measures.histogram).toHaveLength(24);
    expect([measures.histogram[0], measures.histogram[12], measures.histogram[23]]).toEqual([1, 2, 1]);
  });

  it('of few whole numbers has a stretch for each of them', () => {
    expect(measureColumn(Float32Array.of(3, 5, 5, -1), 0, 1)).toMatchObject({
      type: 'whole',
      histogram: [1, 0, 0, 0, 1, 0, 2],
    });
  });

  it('of yes and no is told apart', () => {
    expect(measureColumn(Float32Array.of(1, 0, 1), 0, 1)).toMatchObject({ type: 'zero-or-one', histogram: [1, 2] });
  });

  it('that is always the same has one stretch and no deviation', () => {
    expect(measureColumn(Float32Array.of(2.5, 2.5), 0, 1)).toEqual({
      type: 'number',
      minimum: 2.5,
      maximum: 2.5,
      mean: 2.5,
      deviation: 0,
      histogram: [2],
    });
  });

  it('counts every example once, however wide its range', () => {
    const values = Float32Array.of(-3.4e38, 3.4e38, 0, 1e-40, 5);
    expect(measureColumn(values, 0, 1).histogram.reduce((sum, count) => sum + count)).toBe(5);
  });
});
