import { describe, expect, it } from 'vitest';
import { wholePower } from '#core/kernels/power.ts';
import { normalDistribution } from '#core/kernels/reference/normalDistribution.ts';
import { referenceKernels as kernels } from '#core/kernels/reference/referenceKernels.ts';

const float32 = (values: number[]) => Float32Array.from(values);
const float64 = (values: number[]) => Float64Array.from(values);

// Every expected number was worked out by hand.
describe.each([
  { precision: 'float32', floats: float32, digits: 6 },
  { precision: 'float64', floats: float64, digits: 14 },
])('the reference kernels in $precision', ({ floats, digits }) => {
  const x = floats([1, 2, 3, 4, 5, 6]); // [2 × 3]
  const weights = floats([1, -1, 0, 2, 3, 1]); // [3 × 2]
  const delta = floats([1, 2, -1, 3]); // [2 × 2]

  function expectClose(actual: Float32Array | Float64Array, expected: number[]): void {
    expect(actual.length).toBe(expected.length);
    actual.forEach((value, n) => expect(value).toBeCloseTo(expected[n], digits));
  }

  it('multiply matrices', () => {
    const sums = floats([0, 0, 0, 0]);
    kernels.weightedSums(x, weights, floats([10, 20]), sums, 2, 3, 2);
    expectClose(sums, [20, 26, 32, 32]);

    const gradient = floats([0, 0, 0, 0, 0, 0]);
    kernels.weightGradient(x, delta, gradient, 2, 3, 2);
    expectClose(gradient, [-3, 14, -3, 19, -3, 24]);

    const biasGradient = floats([0, 0]);
    kernels.biasGradient(delta, biasGradient, 2, 2);
    expectClose(biasGradient, [0, 5]);

    const inputGradient = floats([0, 0, 0, 0, 0, 0]);
    kernels.inputGradient(delta, weights, inputGradient, 2, 3, 2);
    expectClose(inputGradient, [-1, 4, 5, -4, 6, 0]);
  });

  it('activate, and pass gradients back', () => {
    const a = floats([0, 0, 0]);
    kernels.activate('relu', 0, floats([-1, 0, 2]), a, 3);
    expectClose(a, [0, 0, 2]);
    kernels.activate('sigmoid', 0, floats([0, Math.log(3), -Math.log(3)]), a, 3);
    expectClose(a, [0.5, 0.75, 0.25]);
    const passed = floats([4, 4, 16]);
    kernels.activationGradient('sigmoid', 0, a, a, passed, 3);
    expectClose(passed, [1, 0.75, 3]);
    kernels.activate('step', 0, floats([-2, 0, 3]), a, 3);
    expectClose(a, [0, 0, 1]);
    kernels.activate('sign', 0, floats([-2, 0, 3]), a, 3);
    expectClose(a, [-1, -1, 1]);
    kernels.activate('leaky-relu', 0.25, floats([-2, 0, 3]), a, 3);
    expectClose(a, [-0.5, 0, 3]);
    kernels.activate('elu', 2, floats([-Math.LN2, 0, 3]), a, 3);
    expectClose(a, [-1, 0, 3]);
    kernels.activate('softplus', 0, floats([0, Math.log(3), -Math.log(3)]), a, 3);
    expectClose(a, [Math.LN2, Math.log(4), Math.log(4 / 3)]);
    kernels.activate('swish', 0, floats([0, Math.log(3), -Math.log(3)]), a, 3);
    expectClose(a, [0, 0.75 * Math.log(3), -0.25 * Math.log(3)]);
    kernels.activate('gelu', 0, floats([0, 1, -1]), a, 3);
    expectClose(a, [0, 0.8413447460685429, -0.15865525393145705]);
    kernels.activate('tanh', 0, floats([0, Math.log(2), -Math.log(2)]), a, 3);
    expectClose(a, [0, 0.6, -0.6]);
    kernels.activationGradient('tanh', 0, a, a, passed, 3);
    expectClose(passed, [1, 0.48, 1.92]);
  });

  it('compute softmax and its gradient', () => {
    const z = floats([1000, 1000 + Math.log(3)]);
    kernels.softmax(z, z, 1, 2);
    // float32 holds 1000 + ln 3 to 3·10⁻⁵ only
    expect(z[0]).toBeCloseTo(0.25, 4);
    const passed = floats([4, 8]);
    kernels.softmaxGradient(floats([0.25, 0.75]), passed, 1, 2);
    expectClose(passed, [-0.75, 0.75]);
  });

  it('step', () => {
    const w = floats([1, 2]);
    kernels.sgd(w, floats([0.5, -1]), 0.5, 2);
    expectClose(w, [0.75, 2.5]);

    // Adam's first step is one learning rate against the gradient's sign, whatever its size.
    const settings = { beta1: 0.5, beta2: 0.75, epsilon: 0, weightDecay: 0 };
    const m = floats([0, 0]);
    const v = floats([0, 0]);
    kernels.adam(w, floats([4, -2]), m, v, 0.25, settings, 1, 2);
    expectClose(w, [0.5, 2.75]);
    expectClose(m, [2, -1]);
    expectClose(v, [4, 1]);
  });

  it('step with a velocity, and by the size of the gradients', () => {
    const w = floats([1]);
    const velocity = floats([2]);
    kernels.momentum(w, floats([4]), velocity, 0.25, 0.5, 1); // velocity ½·2 + 4 = 5, step ¼·5
    expectClose(w, [-0.25]);
    kernels.nesterov(w, floats([-1.5]), velocity, 0.25, 0.5, 1); // velocity ½·5 − 1½ = 1, step ¼·(−1½ + ½·1)
    expectClose(velocity, [1]);
    expectClose(w, [0]);
    const v = floats([4]);
    kernels.rmsprop(w, floats([2]), v, 0.5, { rho: 0.75, epsilon: 1 }, 1); // v ¾·4 + ¼·4 = 4, step ½·2/(2 + 1)
    expectClose(v, [4]);
    expectClose(w, [-1 / 3]);
    // AdamW: the weight is first multiplied by 1 − ½·0.2, and then makes a step of one learning rate.
    const settings = { beta1: 0.5, beta2: 0.75, epsilon: 0, weightDecay: 0.2 };
    const decayed = floats([10]);
    kernels.adam(decayed, floats([3]), floats([0]), floats([0]), 0.5, settings, 1, 1);
    expectClose(decayed, [8.5]);
  });

  it('add penalties, measure and scale', () => {
    const gradient = floats([1, 1, 1]);
    kernels.addPenaltyGradient(floats([2, -4, 0]), gradient, 0.5, 0.25, 3);
    expectClose(gradient, [2, -0.5, 1]);
    expect(kernels.squaredNorm(floats([3, 4]), 2)).toBe(25);
    kernels.scale(gradient, 2, 3);
    expectClose(gradient, [4, -1, 2]);
  });

  it('prepare inputs', () => {
    const inputs = floats([1, 2, 3, 4]);
    kernels.prepare(inputs, floats([1, 3]), floats([0.5, 0]), 2, 2);
    expectClose(inputs, [0, 0, 1, 0]);
  });

  it('gather rows', () => {
    const out = floats([0, 0, 0, 0]);
    kernels.gatherBytes(Uint8Array.of(1, 2, 3, 4, 5, 6), Uint32Array.of(9, 2, 0), 1, out, 2, 2, 0.5);
    expectClose(out, [2.5, 3, 0.5, 1]);
    kernels.gatherFloats(x, Uint32Array.of(1, 2), 0, out, 2, 2);
    expectClose(out, [3, 4, 5, 6]);
  });
});

describe('the normal distribution', () => {
  // From 30-digit arithmetic.
  it.each([
    [-38, 2.88542835e-316],
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-2.5, 0.006209665325776135],
    [-2, 0.02275013194817921],
    [-1, 0.15865525393145705],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1.9999, 0.9772444684152328],
    [2.0001, 0.9772552666085894],
    [6, 0.9999999990134123],
  ])('lies below %d by %d', (x, expected) => {
    expect(Math.abs(normalDistribution(x) - expected)).toBeLessThanOrEqual(2e-14 * expected);
  });

  it('ends at 0 and 1', () => {
    expect([-Infinity, -1e9, 1e9, Infinity, NaN].map(normalDistribution)).toEqual([0, 0, 1, 1, NaN]);
  });
});

describe('whole powers', () => {
  it('are those of repeated multiplication', () => {
    expect([0, 1, 2, 3, 10].map((exponent) => wholePower(2, exponent))).toEqual([1, 2, 4, 8, 1024]);
    expect(wholePower(0.999, 1000)).toBeCloseTo(0.36769542477096373, 14);
    expect(wholePower(0.9, 1e9)).toBe(0);
  });
});
