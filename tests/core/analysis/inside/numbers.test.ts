import { describe, expect, it } from 'vitest';
import { countBins, rootMeanSquare } from '#core/analysis/inside/numbers.ts';
import { Random } from '#core/tensor/random.ts';

describe('counting numbers in bins', () => {
  it('finds each number in the bin whose bounds it lies between', () => {
    const random = new Random(3, 'numbers');
    const numbers = Float32Array.from({ length: 5000 }, () => random.between(-2, 3));
    const { from, to, counts, nonFinite } = countBins(numbers, 8);
    expect([from, to]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
    expect(nonFinite).toBe(0);
    const width = (to - from) / 8;
    counts.forEach((count, bin) => {
      const [low, high] = [from + bin * width, from + (bin + 1) * width];
      const within = numbers.filter((x) => x >= low && (x < high || (bin === 7 && x <= high))).length;
      expect(Math.abs(count - within)).toBeLessThanOrEqual(1); // on a bound, rounding decides
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
  });

  it('puts the smallest into the first and the largest into the last', () => {
    expect(countBins([0, 1, 2, 4], 4)).toEqual({ from: 0, to: 4, counts: Uint32Array.of(1, 1, 1, 1), nonFinite: 0 });
  });

  it('counts what is no number apart', () => {
    const binned = countBins([NaN, 1, -Infinity, 3, Infinity], 2);
    expect(binned).toEqual({ from: 1, to: 3, counts: Uint32Array.of(1, 1), nonFinite: 3 });
    expect(countBins([NaN], 2)).toEqual({ from: 0, to: 1, counts: Uint32Array.of(0, 0), nonFinite: 1 });
    expect(countBins([], 2)).toEqual({ from: 0, to: 1, counts: Uint32Array.of(0, 0), nonFinite: 0 });
  });

  it('has a range also where all are the same', () => {
    expect(countBins([0, 0], 2)).toEqual({ from: -0.5, to: 0.5, counts: Uint32Array.of(0, 2), nonFinite: 0 });
    expect(countBins([-4], 3)).toEqual({ from: -6, to: -2, counts: Uint32Array.of(0, 1, 0), nonFinite: 0 });
    const largest = countBins(Float32Array.of(-3e38, 3e38), 2);
    expect(largest.counts).toEqual(Uint32Array.of(1, 1));
    const smallest = countBins(Float32Array.of(0, 2 ** -149), 2);
    expect(smallest.counts).toEqual(Uint32Array.of(1, 1));
  });
});

it('the root of the mean square is that', () => {
  expect(rootMeanSquare([3, -4, 0, 0])).toBe(2.5);
  expect(rootMeanSquare([])).toBe(0);
  expect(rootMeanSquare([1, NaN])).toBeNaN();
});
