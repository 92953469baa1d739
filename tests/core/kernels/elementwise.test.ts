import { beforeAll, describe, expect, it } from 'vitest';
import {
  activationsNeedingSums,
  elementwiseActivations,
  type ElementwiseActivation,
  type SmoothActivation,
} from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Random } from '#core/tensor/random.ts';
import { Bed, compileKernels, copyOf, largestError, simdBuilds } from './simdBuilds.ts';

const sizes = [1, 3, 7, 13, 31];
const shapes = [...sizes.flatMap((rows) => sizes.map((units) => [rows, units])), [5, 784], [32, 10]];

const smooth = elementwiseActivations.filter((activation) => activation !== 'step' && activation !== 'sign');

function slopesOf(activation: ElementwiseActivation): number[] {
  return activation === 'leaky-relu' || activation === 'elu' ? [0, 0.01, 1, 1.7] : [0];
}

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

describe.each(simdBuilds)('elementwise kernels, %s', (build) => {
  it.each(elementwiseActivations)('compute %s as the reference does', (activation) => {
    for (const slope of slopesOf(activation)) {
      for (const count of [...sizes, 4, 8, 127]) {
        const bed = new Bed(binaries, build);
        const z = bed.floats(count).map((value) => 10 * value);
        const zView = bed.floats(count, z);
        const out = bed.floats(count);
        const expected = new Float64Array(count);
        bed.kernels.activate(activation, slope, zView, out, count);
        referenceKernels.activate(activation, slope, Float64Array.from(z), expected, count);
        expect(largestError(out, expected)).toBeLessThan(3e-7);

        bed.kernels.activate(activation, slope, zView, zView, count);
        expect(zView, 'in place').toEqual(out);
        expect(bed.damage).toBe(0);
      }
    }
  });

  it.each(smooth)('compute the gradient of %s as the reference does', (activation) => {
    for (const slope of slopesOf(activation)) {
      for (const count of [...sizes, 4, 8, 127]) {
        const bed = new Bed(binaries, build);
        const z = bed.floats(
          count,
          bed.floats(count).map((value) => 10 * value),
        );
        const a = bed.floats(count);
        const delta = bed.floats(count);
        const expected = Float64Array.from(delta);
        bed.kernels.activate(activation, slope, z, a, count);
        const [sums, outputs] = [z, a].map((view) => Float64Array.from(view));
        bed.kernels.activationGradient(activation, slope, z, a, delta, count);
        referenceKernels.activationGradient(activation, slope, sums, outputs, expected, count);
        expect(largestError(delta, expected)).toBeLessThan(6e-7);
        expect([...z, ...a]).toEqual([...sums, ...outputs]);
        expect(bed.damage).toBe(0);
      }
    }
  });

  it.each(smooth)('read of %s only the sums or the outputs, as is said of it', (activation) => {
    const bed = new Bed(binaries, build);
    const z = bed.floats(7);
    const a = bed.floats(7);
    bed.kernels.activate(activation, 0.5, z, a, 7);
    const nothing = bed.floats(7, new Float32Array(7).fill(NaN));
    const [whole, part] = [1, 2].map(() => bed.floats(7, new Float32Array(7).fill(1)));
    bed.kernels.activationGradient(activation, 0.5, z, a, whole, 7);
    const needsSums = activationsNeedingSums.includes(activation);
    bed.kernels.activationGradient(activation, 0.5, needsSums ? z : nothing, needsSums ? nothing : a, part, 7);
    expect(part).toEqual(whole);
  });

  it.each(elementwiseActivations)('do not hide in %s what is not a number', (activation) => {
    const bed = new Bed(binaries, build);
    const z = bed.floats(6, [NaN, 1, NaN, -1, 0, NaN]);
    bed.kernels.activate(activation, 0.5, z, z, 6);
    expect(Array.from(z, Number.isNaN)).toEqual([true, false, true, false, false, true]);
  });

  it('jump where they must', () => {
    const bed = new Bed(binaries, build);
    const z = [-Infinity, -2, -1e-30, -0, 0, 1e-30, 2, Infinity];
    const values = (activation: ElementwiseActivation) => {
      const view = bed.floats(z.length, z);
      bed.kernels.activate(activation, 0, view, view, z.length);
      return [...view];
    };
    expect(values('step')).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
    expect(values('sign')).toEqual([-1, -1, -1, -1, -1, 1, 1, 1]);
  });

  it('take the derivative at a corner from below', () => {
    const bed = new Bed(binaries, build);
    const derivatives = (activation: SmoothActivation) => {
      const z = bed.floats(5, [-1, -0, 0, 1e-30, 2]);
      const a = bed.floats(5);
      const delta = bed.floats(5, [1, 1, 1, 1, 1]);
      bed.kernels.activate(activation, 0.25, z, a, 5);
      bed.kernels.activationGradient(activation, 0.25, z, a, delta, 5);
      return [...delta];
    };
    expect(derivatives('relu')).toEqual([0, 0, 0, 1, 1]);
    expect(derivatives('leaky-relu')).toEqual([0.25, 0.25, 0.25, 1, 1]);
    expect(derivatives('elu').slice(1)).toEqual([0.25, 0.25, 1, 1]);
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

  it('prepare inputs as the reference does', () => {
    for (const rows of sizes) {
      for (const features of [...sizes, 4, 8, 784]) {
        const bed = new Bed(binaries, build);
        const [x, offset, factor] = [rows * features, features, features].map((length) => bed.floats(length));
        const expected = copyOf(x);
        referenceKernels.prepare(expected, offset, factor, rows, features);
        bed.kernels.prepare(x, offset, factor, rows, features);
        expect(largestError(x, expected)).toBeLessThan(2e-7);
        expect(bed.damage).toBe(0);
      }
    }
  });
});
