import { beforeAll, describe, expect, it } from 'vitest';
import { dropoutThreshold } from '#core/kernels/dropout.ts';
import { keyOfStep, randomBits } from '#core/kernels/hash.ts';
import { normBlock, type Kernels } from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import type { Floats } from '#core/tensor/arena.ts';
import { Bed, compileKernels, largestError, simdBuilds } from './simdBuilds.ts';

const counts = [1, 3, 7, 13, 31, 8, 1000];
const rate = 0.01;
const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

/** A step of each optimizer, numbered from 1, with what it carries in `m` and `v`. */
type Step = (kernels: Kernels, w: Floats, g: Floats, m: Floats, v: Floats, step: number) => void;
const optimizers: Record<string, Step> = {
  sgd: (kernels, w, g) => kernels.sgd(w, g, rate, w.length),
  momentum: (kernels, w, g, m) => kernels.momentum(w, g, m, rate, 0.9, w.length),
  nesterov: (kernels, w, g, m) => kernels.nesterov(w, g, m, rate, 0.9, w.length),
  rmsprop: (kernels, w, g, m) => kernels.rmsprop(w, g, m, rate, { rho: 0.9, epsilon: 1e-8 }, w.length),
  adam: (kernels, w, g, m, v, step) => kernels.adam(w, g, m, v, rate, adam, step, w.length),
  adamw: (kernels, w, g, m, v, step) => kernels.adam(w, g, m, v, rate, { ...adam, weightDecay: 0.1 }, step, w.length),
};

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

describe.each(simdBuilds)('what is done with gradients, %s', (build) => {
  it.each(Object.keys(optimizers))('%s steps as the reference does', (name) => {
    for (const count of counts) {
      const bed = new Bed(binaries, build);
      const weights = bed.floats(count);
      const m = bed.floats(count, new Float32Array(count));
      const v = bed.floats(count, new Float32Array(count));
      const expected = [weights, m, v].map((view) => Float64Array.from(view));
      for (let step = 1; step <= 10; step++) {
        const gradient = bed.floats(count);
        optimizers[name](bed.kernels, weights, gradient, m, v, step);
        optimizers[name](referenceKernels, expected[0], Float64Array.from(gradient), expected[1], expected[2], step);
      }
      expect(largestError(weights, expected[0])).toBeLessThan(1e-6);
      expect(largestError(m, expected[1])).toBeLessThan(1e-6);
      expect(largestError(v, expected[2])).toBeLessThan(1e-6);
      expect(bed.damage).toBe(0);
    }
  });

  it.each(['momentum', 'nesterov', 'rmsprop', 'adam'])('%s forgets gradients that have long ceased', (name) => {
    const bed = new Bed(binaries, build);
    const weights = bed.floats(7);
    const [m, v] = [1, 2].map(() => bed.floats(7, new Float32Array(7)));
    optimizers[name](bed.kernels, weights, bed.floats(7, [1, -1, 1e-3, -1e-3, 1e-6, 1, 1]), m, v, 1);
    expect([...m].every((value) => value !== 0)).toBe(true);
    m.fill(name === 'rmsprop' ? 2 ** -126 : -(2 ** -100));
    v.fill(2 ** -126);
    const before = [...weights];
    optimizers[name](bed.kernels, weights, bed.floats(7, new Float32Array(7)), m, v, 2);
    expect([...m, ...v].filter((value, n) => value !== 0 && (n < 7 || name === 'adam'))).toEqual([]);
    expect([...weights]).toEqual(before);
    m[3] = NaN;
    optimizers[name](bed.kernels, weights, bed.floats(7, new Float32Array(7)), m, v, 3);
    expect(m[3]).toBeNaN();
  });

  it('penalties are added as the reference does, and pull a weight of 0 nowhere', () => {
    for (const count of counts) {
      const bed = new Bed(binaries, build);
      const weights = bed.floats(count);
      weights[0] = 0;
      const gradient = bed.floats(count);
      const expected = Float64Array.from(gradient);
      bed.kernels.addPenaltyGradient(weights, gradient, 0.3, 0.7, count);
      referenceKernels.addPenaltyGradient(Float64Array.from(weights), expected, 0.3, 0.7, count);
      expect(gradient[0]).toBe(Math.fround(expected[0]));
      expect(largestError(gradient, expected)).toBeLessThan(2e-7);
      expect(bed.damage).toBe(0);
    }
  });

  it('the squared norm is exact to float64, over many blocks too, and sees what is not a number', () => {
    for (const count of [...counts, normBlock - 1, 3 * normBlock + 5]) {
      const bed = new Bed(binaries, build);
      const x = bed.floats(count);
      const expected = referenceKernels.squaredNorm(x, count);
      expect(Math.abs(bed.kernels.squaredNorm(x, count) - expected)).toBeLessThan(1e-12 * expected);
      x[count - 1] = NaN;
      expect(bed.kernels.squaredNorm(x, count)).toBeNaN();
      x[count - 1] = 3e38;
      expect(bed.kernels.squaredNorm(x, count)).toBeCloseTo(Math.fround(3e38) ** 2, -70);
    }
  });

  it('numbers are scaled', () => {
    for (const count of counts) {
      const bed = new Bed(binaries, build);
      const x = bed.floats(count);
      const expected = x.map((value) => value * 0.25);
      bed.kernels.scale(x, 0.25, count);
      expect(x).toEqual(expected);
      expect(bed.damage).toBe(0);
    }
  });

  it('dropout leaves out the same numbers as the reference', () => {
    for (const count of counts) {
      const bed = new Bed(binaries, build);
      const values = bed.floats(count);
      const before = values.slice();
      const out = bed.floats(count);
      const expected = new Float64Array(count);
      for (const probability of [0.01, 0.5, 0.9]) {
        bed.kernels.dropOut(values, out, probability, 0xdeadbeef, count);
        referenceKernels.dropOut(values, expected, probability, 0xdeadbeef, count);
        expect(largestError(out, expected)).toBeLessThan(1e-6);
        expect(out.map((value) => Number(value === 0))).toEqual(
          Float32Array.from(expected, (value) => Number(value === 0)),
        );
        expect(values).toEqual(before);
        expect(bed.damage).toBe(0);
      }
      bed.kernels.dropOut(values, values, 0.9, 0xdeadbeef, count);
      expect(values, 'in place').toEqual(out);
    }
  });
});

describe('what dropout leaves out', () => {
  const kept = (key: number, probability: number, count = 100_000): boolean[] =>
    Array.from({ length: count }, (_, n) => randomBits(n, key) >= dropoutThreshold(probability));
  const share = (all: boolean[]): number => all.filter(Boolean).length / all.length;

  it.each([0.01, 0.2, 0.5, 0.8])('is the share %d of all', (probability) => {
    for (const step of [0, 1, 1000]) {
      // Four standard deviations of the share of 100,000 tosses.
      const tolerance = 4 * Math.sqrt((probability * (1 - probability)) / 100_000);
      expect(Math.abs(share(kept(keyOfStep(7, step), probability)) - (1 - probability))).toBeLessThan(tolerance);
    }
  });

  it('has nothing to do with its neighbours, with other steps or with other layers', () => {
    const one = kept(keyOfStep(7, 0), 0.5);
    const others = [one.slice(1), one.slice(32), kept(keyOfStep(7, 1), 0.5), kept(keyOfStep(8, 0), 0.5)];
    for (const other of others) {
      const alike = other.map((value, n) => value === one[n]);
      expect(Math.abs(share(alike) - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 100_000));
    }
  });
});
