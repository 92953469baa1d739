import { beforeAll, describe, expect, it } from 'vitest';
import { elementwiseActivations } from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Random } from '#core/tensor/random.ts';
import { Bed, compileKernels, copyOf, largestError, simdBuilds } from './simdBuilds.ts';

const sizes = [1, 3, 7, 13, 31];
const shapes = [...sizes.flatMap((rows) => sizes.map((units) => [rows, units])), [5, 784], [32, 10]];

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

describe.each(simdBuilds)('elementwise kernels, %s', (build) => {
  it.each(elementwiseActivations)('compute %s and its gradient as the reference does', (activation) => {
    for (const count of [...sizes, 4, 8, 127]) {
      const bed = new Bed(binaries, build);
      const z = bed.floats(count).map((value) => 10 * value);
      const zView = bed.floats(count, z);
      const out = bed.floats(count);
      const delta = bed.floats(count);
      const expected = new Float32Array(count);
      const expectedDelta = copyOf(delta);

      bed.kernels.activate(activation, zView, out, count);
      referenceKernels.activate(activation, z, expected, count);
      expect(largestError(out, expected)).toBeLessThan(3e-7);

      bed.kernels.activationGradient(activation, out, delta, count);
      referenceKernels.activationGradient(activation, out, expectedDelta, count);
      expect(largestError(delta, expectedDelta)).toBeLessThan(2e-7);

      bed.kernels.activate(activation, zView, zView, count);
      expect(zView, 'in place').toEqual(out);
      expect(bed.damage).toBe(0);
    }
  });

  it('take the derivative of ReLU at 0 as 0, and do not hide what is not a number', () => {
    const bed = new Bed(binaries, build);
    const z = bed.floats(5, [-1, 0, 2, NaN, -Infinity]);
    const delta = bed.floats(5, [1, 1, 1, 1, 1]);
    bed.kernels.activate('relu', z, z, 5);
    expect([...z]).toEqual([0, 0, 2, NaN, 0]);
    bed.kernels.activationGradient('relu', z, delta, 5);
    expect([...delta]).toEqual([0, 0, 1, 0, 0]);
  });

  it('compute softmax and its gradient as the reference does', () => {
    for (const [rows, units] of shapes) {
      const bed = new Bed(binaries, build);
      const z = bed.floats(rows * units).map((value) => 20 * value);
      const zView = bed.floats(rows * units, z);
      const out = bed.floats(rows * units);
      const delta = bed.floats(rows * units);
      const expected = new Float64Array(rows * units);
      const expectedDelta = Float64Array.from(delta);

      bed.kernels.softmax(zView, out, rows, units);
      referenceKernels.softmax(z, expected, rows, units);
      expect(largestError(out, expected)).toBeLessThan(5e-7);

      bed.kernels.softmaxGradient(out, delta, rows, units);
      referenceKernels.softmaxGradient(out, expectedDelta, rows, units);
      expect(largestError(delta, expectedDelta)).toBeLessThan(1e-6);

      bed.kernels.softmax(zView, zView, rows, units);
      expect(zView, 'in place').toEqual(out);
      expect(bed.damage).toBe(0);
    }
  });

  it('give a row of softmax the same numbers however many rows there are', () => {
    const bed = new Bed(binaries, build);
    const z = bed.floats(31 * 13);
    const out = bed.floats(31 * 13);
    const one = bed.floats(13);
    bed.kernels.softmax(z, out, 31, 13);
    bed.kernels.softmax(z.subarray(30 * 13), one, 1, 13);
    expect(one).toEqual(out.subarray(30 * 13));
  });

  it('keep softmax finite at extremes, and do not hide what is not a number', () => {
    const bed = new Bed(binaries, build);
    const z = bed.floats(6, [1e4, -1e4, 0, NaN, 1, 2]);
    bed.kernels.softmax(z, z, 2, 3);
    expect([...z]).toEqual([1, 0, 0, NaN, NaN, NaN]);
  });

  it('step as SGD and Adam of the reference do', () => {
    const settings = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    for (const count of [...sizes, 8, 1000]) {
      const bed = new Bed(binaries, build);
      const weights = bed.floats(count);
      const m = bed.floats(count, new Float32Array(count));
      const v = bed.floats(count, new Float32Array(count));
      const expected = [weights, m, v].map((view) => Float64Array.from(view));
      for (let step = 1; step <= 5; step++) {
        const gradient = bed.floats(count);
        bed.kernels.sgd(weights, gradient, 0.1, count);
        referenceKernels.sgd(expected[0], gradient, 0.1, count);
        bed.kernels.adam(weights, gradient, m, v, settings, step, count);
        referenceKernels.adam(expected[0], gradient, expected[1], expected[2], settings, step, count);
      }
      expect(largestError(weights, expected[0])).toBeLessThan(1e-6);
      expect(largestError(m, expected[1])).toBeLessThan(1e-6);
      expect(largestError(v, expected[2])).toBeLessThan(1e-6);
      expect(bed.damage).toBe(0);
    }
  });

  it('gather rows of bytes and of floats in the order asked for', () => {
    for (const features of [...sizes, 8, 16, 784]) {
      const bed = new Bed(binaries, build);
      const rows = 9;
      const bytes = bed.bytes(20 * features);
      const floats = bed.floats(20 * features);
      const order = bed.words(new Random(3).permutation(20));
      const out = bed.floats(rows * features);
      const expected = new Float32Array(rows * features);

      bed.kernels.gatherBytes(bytes, order, 4, out, rows, features, 1 / 255);
      referenceKernels.gatherBytes(bytes, order, 4, expected, rows, features, 1 / 255);
      expect(largestError(out, expected)).toBeLessThan(1e-7);

      bed.kernels.gatherFloats(floats, order, 4, out, rows, features);
      referenceKernels.gatherFloats(floats, order, 4, expected, rows, features);
      expect(out).toEqual(expected);
      expect(bed.damage).toBe(0);
    }
  });
});
