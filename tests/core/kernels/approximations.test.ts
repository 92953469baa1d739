import { beforeAll, describe, expect, it } from 'vitest';
import type { ElementwiseActivation } from '#core/kernels/kernels.ts';
import { normalDistribution } from '#core/kernels/reference/normalDistribution.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Bed, compileKernels, simdBuilds } from './simdBuilds.ts';

/** The smallest float32 that is held to full precision. */
const smallestNormal = 2 ** -126;

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

/** Evenly spread float32 numbers from `low` to `high`. */
function spread(low: number, high: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, n) => low + ((high - low) * n) / (count - 1));
}

/** Numbers of every size near zero, of both signs. */
function everySize(): Float32Array {
  return Float32Array.from({ length: 4000 }, (_, n) => (n % 2 ? -1 : 1) * 2 ** (-(n / 4000) * 100));
}

/** The largest relative error where the true value is a normal float32; Infinity if anything is not finite. */
function largestRelativeError(actual: Float32Array, x: Float32Array, truth: (x: number) => number): number {
  let largest = 0;
  for (let n = 0; n < x.length; n++) {
    const expected = truth(x[n]);
    if (Math.abs(expected) < smallestNormal) continue;
    const error = Math.abs(actual[n] - expected) / Math.abs(expected);
    largest = Number.isFinite(error) ? Math.max(largest, error) : Infinity;
  }
  return largest;
}

describe.each(simdBuilds)('approximations, %s', (build) => {
  function apply(activation: ElementwiseActivation, x: Float32Array): Float32Array {
    const bed = new Bed(binaries, build);
    const out = bed.floats(x.length);
    bed.kernels.activate(activation, 1, bed.floats(x.length, x), out, x.length);
    return out;
  }

  it('have the errors that their descriptions state', () => {
    // Below −20 the sigmoid is eˣ itself, as 1 + eˣ is 1 in float32.
    const x = spread(-87, -20, 20_001);
    expect(largestRelativeError(apply('sigmoid', x), x, Math.exp)).toBeLessThan(1e-7);

    for (const values of [spread(-87, 87, 20_001), spread(-1, 1, 5001), everySize()]) {
      const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
      expect(largestRelativeError(apply('sigmoid', values), values, sigmoid)).toBeLessThan(2e-7);
      expect(largestRelativeError(apply('tanh', values), values, Math.tanh)).toBeLessThan(2e-7);
    }
  });

  it('have them for the other activations too', () => {
    const negative = spread(-87, 0, 20_001);
    expect(largestRelativeError(apply('elu', negative), negative, Math.expm1)).toBeLessThan(3e-7);
    for (const values of [spread(-80, 80, 20_001), spread(-1, 1, 5001), everySize()]) {
      const softplus = (value: number) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
      expect(largestRelativeError(apply('softplus', values), values, softplus)).toBeLessThan(3e-7);
      const swish = (value: number) => value / (1 + Math.exp(-value));
      expect(largestRelativeError(apply('swish', values), values, swish)).toBeLessThan(3e-7);
    }
  });

  it('have them for the normal distribution, which is GELU’s', () => {
    const gelu = (value: number) => value * normalDistribution(value);
    for (const values of [spread(-6, 6, 40_001), everySize(), spread(0, 80, 5001)]) {
      const out = apply('gelu', values);
      values.forEach((value, n) => expect(Math.abs(out[n] - gelu(value))).toBeLessThan(1.5e-7 * Math.max(1, value)));
    }
    // Far below 0, what is left of Φ is still right, as far as rounding x² lets it be.
    const below = spread(-12.5, 0, 20_001);
    apply('gelu', below).forEach((value, n) => {
      const expected = gelu(below[n]);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(
        (4 + below[n] ** 2) * 1e-7 * Math.abs(expected) + 2 ** -149,
      );
    });
  });

  it('have them for the derivatives', () => {
    const x = spread(-20, 20, 20_001);
    const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
    const truths = {
      softplus: sigmoid,
      swish: (z: number) => sigmoid(z) * (1 + z * sigmoid(-z)),
      gelu: (z: number) => normalDistribution(z) + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
    };
    for (const activation of ['softplus', 'swish', 'gelu'] as const) {
      const bed = new Bed(binaries, build);
      const delta = bed.floats(x.length, new Float32Array(x.length).fill(1));
      bed.kernels.activationGradient(activation, 0, bed.floats(x.length, x), bed.floats(x.length), delta, x.length);
      delta.forEach((value, n) => expect(Math.abs(value - truths[activation](x[n]))).toBeLessThan(4e-7));
    }
  });

  it('end where they must, and pass on what is not a number', () => {
    const extremes = Float32Array.of(-Infinity, -1e4, -0, 0, 1e4, Infinity, NaN);
    expect([...apply('sigmoid', extremes)]).toEqual([0, 0, 0.5, 0.5, 1, 1, NaN]);
    expect([...apply('tanh', extremes)]).toEqual([-1, -1, -0, 0, 1, 1, NaN]);
    const finite = Float32Array.of(-1e30, -1e4, -0, 0, 1e4, 1e30, NaN);
    expect([...apply('elu', extremes)]).toEqual([-1, -1, 0, 0, 1e4, Infinity, NaN]);
    expect([...apply('softplus', extremes)]).toEqual([
      0,
      0,
      Math.fround(Math.LN2),
      Math.fround(Math.LN2),
      1e4,
      Infinity,
      NaN,
    ]);
    expect([...apply('swish', finite)]).toEqual([-0, -0, -0, 0, 1e4, Math.fround(1e30), NaN]);
    expect([...apply('gelu', finite)]).toEqual([-0, -0, -0, 0, 1e4, Math.fround(1e30), NaN]);
  });

  it('go down to the smallest numbers without a jump', () => {
    const x = spread(-104, -86, 2001);
    const out = apply('sigmoid', x);
    out.forEach((value, n) => expect(Math.abs(value - Math.exp(x[n]))).toBeLessThan(2 ** -148));
  });

  it('rise where the function rises, but for the last bit', () => {
    const x = spread(-20, 20, 40_001);
    for (const activation of ['sigmoid', 'tanh'] as const) {
      const out = apply(activation, x);
      const falls = out.map((value, n) => (n === 0 ? 0 : (out[n - 1] - value) / Math.abs(value)));
      expect(falls.reduce((largest, fall) => Math.max(largest, fall))).toBeLessThan(2 ** -22);
    }
  });
});
