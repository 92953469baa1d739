import { beforeAll, describe, expect, it } from 'vitest';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Bed, compileKernels, copyOf, largestError, simdBuilds } from './simdBuilds.ts';

const sizes = [1, 3, 7, 13, 31];
const shapes = [
  ...sizes.flatMap((rows) => sizes.flatMap((inputs) => sizes.map((units) => [rows, inputs, units]))),
  [32, 784, 128],
  [32, 128, 10],
  [1, 784, 128],
  [4, 1025, 6],
  [6, 257, 515],
  [513, 12, 9],
  [2, 600, 1030],
  [129, 33, 70],
  [300, 140, 96],
];
/** Of the factors' numbers; the rest is zero. */
const shares = [1, 0.25, 0];

/**
 * How far a sum of `depth` products of numbers up to 1 may be off in float32, relative to 1 + its size. Its partial
 * sums wander to about √depth, and each of the `depth` roundings is off by 2⁻²⁵ of where they are, either way.
 */
function tolerance(depth: number): number {
  return 2 ** -24 * (2 + depth / 2);
}

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

describe.each(simdBuilds)('matrix products, %s', (build) => {
  it.each(shares)('match the reference over odd shapes, and touch nothing beside their output (%f)', (share) => {
    for (const [rows, inputs, units] of shapes) {
      const bed = new Bed(binaries, build);
      const x = bed.sparse(rows * inputs, share);
      const weights = bed.floats(inputs * units);
      const bias = bed.floats(units);
      const delta = bed.sparse(rows * units, share);
      const sums = bed.floats(rows * units);
      const gradient = bed.floats(inputs * units);
      const biasGradient = bed.floats(units);
      const dx = bed.floats(rows * inputs);
      const arguments_ = [x, weights, bias, delta].map(copyOf);
      bed.kernels.weightedSums(x, weights, bias, sums, rows, inputs, units);
      bed.kernels.weightGradient(x, delta, gradient, rows, inputs, units);
      bed.kernels.biasGradient(delta, biasGradient, rows, units);
      bed.kernels.inputGradient(delta, weights, dx, rows, inputs, units);

      const expected = new Float64Array(Math.max(rows * units, inputs * units, rows * inputs));
      const shape = `${rows} × ${inputs} × ${units}`;
      referenceKernels.weightedSums(x, weights, bias, expected, rows, inputs, units);
      expect(largestError(sums, expected), `weightedSums ${shape}`).toBeLessThan(tolerance(inputs));
      referenceKernels.weightGradient(x, delta, expected, rows, inputs, units);
      expect(largestError(gradient, expected), `weightGradient ${shape}`).toBeLessThan(tolerance(rows));
      referenceKernels.biasGradient(delta, expected, rows, units);
      expect(largestError(biasGradient, expected), `biasGradient ${shape}`).toBeLessThan(tolerance(rows));
      referenceKernels.inputGradient(delta, weights, expected, rows, inputs, units);
      expect(largestError(dx, expected), `inputGradient ${shape}`).toBeLessThan(tolerance(units));
      expect(bed.damage, shape).toBe(0);
      expect([x, weights, bias, delta].map(copyOf), shape).toEqual(arguments_);
    }
  });

  it('give a row the same numbers, bit for bit, however many rows there are', () => {
    for (const [rows, inputs, units] of [
      [13, 31, 7],
      [32, 784, 21],
      [32, 10, 784],
      [520, 300, 9],
    ]) {
      const bed = new Bed(binaries, build);
      const x = bed.floats(rows * inputs);
      const weights = bed.floats(inputs * units);
      const bias = bed.floats(units);
      const delta = bed.floats(rows * units);
      const sums = bed.floats(rows * units);
      const dx = bed.floats(rows * inputs);
      bed.kernels.weightedSums(x, weights, bias, sums, rows, inputs, units);
      bed.kernels.inputGradient(delta, weights, dx, rows, inputs, units);
      for (const [first, count] of [
        [0, 1],
        [rows - 1, 1],
        [1, 2],
        [3, 5],
        [2, 7],
      ]) {
        const someSums = bed.floats(count * units);
        const someDx = bed.floats(count * inputs);
        const ofX = x.subarray(first * inputs, (first + count) * inputs);
        const ofDelta = delta.subarray(first * units, (first + count) * units);
        bed.kernels.weightedSums(ofX, weights, bias, someSums, count, inputs, units);
        bed.kernels.inputGradient(ofDelta, weights, someDx, count, inputs, units);
        expect(someSums).toEqual(sums.subarray(first * units, (first + count) * units));
        expect(someDx).toEqual(dx.subarray(first * inputs, (first + count) * inputs));
      }
    }
  });

  it('give an output element the same number, bit for bit, in a matrix of any width', () => {
    const [rows, inputs] = [9, 300];
    const bed = new Bed(binaries, build);
    const x = bed.floats(rows * inputs);
    const column = bed.floats(inputs);
    const deltas = bed.floats(rows);
    const results = [1, 2, 5, 8, 9, 16, 31].map((units) => {
      const weights = bed.floats(inputs * units);
      const delta = bed.floats(rows * units);
      for (let i = 0; i < inputs; i++) weights[(i + 1) * units - 1] = column[i];
      for (let r = 0; r < rows; r++) delta[(r + 1) * units - 1] = deltas[r];
      const sums = bed.floats(rows * units);
      const gradient = bed.floats(inputs * units);
      bed.kernels.weightedSums(x, weights, bed.floats(units, new Float32Array(units)), sums, rows, inputs, units);
      bed.kernels.weightGradient(x, delta, gradient, rows, inputs, units);
      const isLast = (_: number, n: number) => n % units === units - 1;
      return { sums: [...sums.filter(isLast)], gradient: [...gradient.filter(isLast)] };
    });
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it('add each product in the order of depth, rounded as the build says', () => {
    const [rows, inputs, units] = [7, 270, 11];
    const bed = new Bed(binaries, build);
    const x = bed.floats(rows * inputs);
    const weights = bed.floats(inputs * units);
    const bias = bed.floats(units);
    const sums = bed.floats(rows * units);
    bed.kernels.weightedSums(x, weights, bias, sums, rows, inputs, units);
    // The product of two float32 is exact in float64, so its sum with a third is off by a second rounding at most.
    const product = build === 'simd' ? Math.fround : (value: number) => value;
    const expected = sums.map((_, n) => {
      const [r, u] = [Math.floor(n / units), n % units];
      let sum = bias[u];
      for (let i = 0; i < inputs; i++) sum = Math.fround(sum + product(x[r * inputs + i] * weights[i * units + u]));
      return sum;
    });
    expect(sums).toEqual(expected);
  });

  it.each(shares)('descend by a gradient as if it had been written down first (%f)', (share) => {
    for (const [rows, inputs, units] of shapes) {
      const bed = new Bed(binaries, build);
      const x = bed.sparse(rows * inputs, share);
      const delta = bed.floats(rows * units);
      const weights = bed.floats(inputs * units);
      const expected = bed.floats(inputs * units, weights);
      const gradient = bed.floats(inputs * units);
      bed.kernels.weightGradient(x, delta, gradient, rows, inputs, units);
      bed.kernels.sgd(expected, gradient, 0.1, inputs * units);
      bed.kernels.descend(weights, gradient, x, delta, 0.1, rows, inputs, units);
      expect(weights, `${rows} × ${inputs} × ${units}`).toEqual(expected);
      expect(bed.damage).toBe(0);
    }
  });

  it('pass on what is not a number', () => {
    const bed = new Bed(binaries, build);
    const [rows, inputs, units] = [7, 9, 11];
    const x = bed.floats(rows * inputs, new Float32Array(rows * inputs));
    const weights = bed.floats(inputs * units);
    const sums = bed.floats(rows * units);
    x[3 * inputs + 2] = NaN;
    bed.kernels.weightedSums(x, weights, bed.floats(units), sums, rows, inputs, units);
    sums.forEach((sum, n) => expect(Number.isNaN(sum)).toBe(Math.floor(n / units) === 3));
  });
});
