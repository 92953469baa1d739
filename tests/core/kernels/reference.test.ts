import { describe, expect, it } from 'vitest';
import { wholePower } from '#core/kernels/power.ts';
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

  it('gather rows', () => {
    const out = floats([0, 0, 0, 0]);
    kernels.gatherBytes(Uint8Array.of(1, 2, 3, 4, 5, 6), Uint32Array.of(9, 2, 0), 1, out, 2, 2, 0.5);
    expectClose(out, [2.5, 3, 0.5, 1]);
    kernels.gatherFloats(x, Uint32Array.of(1, 2), 0, out, 2, 2);
    expectClose(out, [3, 4, 5, 6]);
  });
});

describe('whole powers', () => {
  it('are those of repeated multiplication', () => {
    expect([0, 1, 2, 3, 10].map((exponent) => wholePower(2, exponent))).toEqual([1, 2, 4, 8, 1024]);
    expect(wholePower(0.999, 1000)).toBeCloseTo(0.36769542477096373, 14);
    expect(wholePower(0.9, 1e9)).toBe(0);
  });
});
