import { describe, expect, it } from 'vitest';
import { downsample } from '#core/analysis/downsample.ts';
import { Random } from '#core/tensor/random.ts';

function noisyCurve(length: number): number[] {
  const random = new Random(7, 'downsample test');
  return Array.from({ length }, (_, index) => 1 / (1 + index) + 0.1 * random.uniform());
}

describe('downsample', () => {
  it('keeps every point of a short curve', () => {
    expect(downsample([5, 4, 3], 10)).toEqual([0, 1, 2]);
    expect(downsample([], 10)).toEqual([]);
  });

  it('keeps the first, last, lowest and highest point, in order and within the limit', () => {
    const values = noisyCurve(10_007);
    values[4321] = -1;
    values[8765] = 9;
    const chosen = downsample(values, 500);
    expect(chosen.length).toBeLessThanOrEqual(500);
    expect(chosen.length).toBeGreaterThan(250);
    expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
    expect(new Set(chosen).size).toBe(chosen.length);
    expect(chosen).toEqual(expect.arrayContaining([0, 4321, 8765, 10_006]));
  });

  it('never loses the points it is told to keep', () => {
    const values = noisyCurve(5000);
    const without = new Set(downsample(values, 100));
    const lost = values.findIndex((_, index) => !without.has(index));
    expect(downsample(values, 100, [lost])).toContain(lost);
  });

  it('keeps the lowest and highest value of every stretch', () => {
    const values = noisyCurve(1000);
    const chosen = downsample(values, 50).map((index) => ({ index, value: values[index] }));
    for (let from = 0; from < 1000; from += 100) {
      const stretch = values.slice(from, from + 100);
      const kept = chosen.filter(({ index }) => index >= from && index < from + 100).map(({ value }) => value);
      expect(Math.min(...kept)).toBe(Math.min(...stretch));
      expect(Math.max(...kept)).toBe(Math.max(...stretch));
    }
  });

  it('keeps a gap', () => {
    const values = noisyCurve(1000);
    values[503] = NaN;
    expect(downsample(values, 50)).toContain(503);
  });

  it('takes a curve that is nothing but gaps', () => {
    const chosen = downsample(new Array<number>(100).fill(NaN), 10);
    expect(chosen[0]).toBe(0);
    expect(chosen.at(-1)).toBe(99);
  });
});
