import type { Floats } from '../../tensor/arena.ts';
import type { AdamSettings, ElementwiseActivation, Kernels } from '../kernels.ts';
import { wholePower } from '../power.ts';

/**
 * The kernels written as their formulas read. They define what is right: in float64 they are the oracle of the
 * gradient checks, in float32 the oracle of the SIMD kernels. Sums are held in float64 either way.
 */
export const referenceKernels: Kernels = {
  build: 'reference',

  weightedSums(x, weights, bias, out, rows, inputs, units) {
    for (let r = 0; r < rows; r++) {
      for (let u = 0; u < units; u++) {
        let sum = bias[u];
        for (let i = 0; i < inputs; i++) sum += x[r * inputs + i] * weights[i * units + u];
        out[r * units + u] = sum;
      }
    }
  },

  weightGradient(x, delta, out, rows, inputs, units) {
    for (let i = 0; i < inputs; i++) {
      for (let u = 0; u < units; u++) {
        let sum = 0;
        for (let r = 0; r < rows; r++) sum += x[r * inputs + i] * delta[r * units + u];
        out[i * units + u] = sum;
      }
    }
  },

  biasGradient(delta, out, rows, units) {
    for (let u = 0; u < units; u++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += delta[r * units + u];
      out[u] = sum;
    }
  },

  inputGradient(delta, weights, out, rows, inputs, units) {
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < inputs; i++) {
        let sum = 0;
        for (let u = 0; u < units; u++) sum += delta[r * units + u] * weights[i * units + u];
        out[r * inputs + i] = sum;
      }
    }
  },

  activate(activation, z, out, count) {
    const f = functions[activation];
    for (let n = 0; n < count; n++) out[n] = f(z[n]);
  },

  activationGradient(activation, a, delta, count) {
    const derivative = derivatives[activation];
    for (let n = 0; n < count; n++) delta[n] *= derivative(a[n]);
  },

  softmax(z, out, rows, units) {
    for (let start = 0; start < rows * units; start += units) {
      let largest = -Infinity;
      for (let n = start; n < start + units; n++) largest = Math.max(largest, z[n]);
      let sum = 0;
      for (let n = start; n < start + units; n++) sum += out[n] = Math.exp(z[n] - largest);
      for (let n = start; n < start + units; n++) out[n] /= sum;
    }
  },

  softmaxGradient(a, delta, rows, units) {
    for (let start = 0; start < rows * units; start += units) {
      let mean = 0;
      for (let n = start; n < start + units; n++) mean += a[n] * delta[n];
      for (let n = start; n < start + units; n++) delta[n] = a[n] * (delta[n] - mean);
    }
  },

  sgd(weights, gradient, learningRate, count) {
    for (let n = 0; n < count; n++) weights[n] -= learningRate * gradient[n];
  },

  adam(weights, gradient, m, v, settings, step, count) {
    const { learningRate, beta1, beta2, epsilon }: AdamSettings = settings;
    const correction1 = 1 - wholePower(beta1, step);
    const correction2 = 1 - wholePower(beta2, step);
    for (let n = 0; n < count; n++) {
      const g = gradient[n];
      m[n] = beta1 * m[n] + (1 - beta1) * g;
      v[n] = beta2 * v[n] + (1 - beta2) * g * g;
      weights[n] -= (learningRate * (m[n] / correction1)) / (Math.sqrt(v[n] / correction2) + epsilon);
    }
  },

  gatherBytes(source, order, from, out, rows, features, scale) {
    gather(source, order, from, out, rows, features, scale);
  },

  gatherFloats(source, order, from, out, rows, features) {
    gather(source, order, from, out, rows, features, 1);
  },
};

// Each passes a NaN on: a network that has left the numbers must be seen to have done so.
const functions: Record<ElementwiseActivation, (z: number) => number> = {
  identity: (z) => z,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: (z) => Math.tanh(z),
  relu: (z) => (z < 0 ? 0 : z),
};

const derivatives: Record<ElementwiseActivation, (a: number) => number> = {
  identity: () => 1,
  sigmoid: (a) => a * (1 - a),
  tanh: (a) => 1 - a * a,
  relu: (a) => (a > 0 ? 1 : 0),
};

function gather(
  source: Floats | Uint8Array,
  order: Uint32Array,
  from: number,
  out: Floats,
  rows: number,
  features: number,
  scale: number,
): void {
  for (let r = 0; r < rows; r++) {
    const row = order[from + r] * features;
    for (let f = 0; f < features; f++) out[r * features + f] = source[row + f] * scale;
  }
}
