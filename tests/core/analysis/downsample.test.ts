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
    // The smallest power of two with which there are no more than nine stretches and what is left over.
    const size = 128;
    for (let from = 0; from < 1000; from += size) {
      const stretch = values.slice(from, from + size);
      const kept = chosen.filter(({ index }) => index >= from && index < from + size).map(({ value }) => value);
      expect(Math.min(...kept)).toBe(Math.min(...stretch));
      expect(Math.max(...kept)).toBe(Math.max(...stretch));
    }
  });

  it('chooses within a part, by indices of the whole', () => {
    const values = noisyCurve(10_000);
    values[4321] = -1;
    const chosen = downsample(values, 100, [5000], { from: 3001, to: 8003 });
    expect(chosen.length).toBeLessThanOrEqual(101);
    expect([chosen[0], chosen.at(-1)]).toEqual([3001, 8002]);
    expect(chosen).toEqual(expect.arrayContaining([4321, 5000]));
    expect(downsample(values, 100, [], { from: 5, to: 8 })).toEqual([5, 6, 7]);
    expect(downsample(values, 100, [], { from: 5, to: 5 })).toEqual([]);
  });

  it('chooses the same points while the curve grows', () => {
    const values = noisyCurve(9000);
    const before = downsample(values.slice(0, 8500), 500);
    const settled = before.filter((index) => index < 8192);
    const after = downsample(values, 500);
    expect(after.filter((index) => index < 8192)).toEqual(settled);
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
