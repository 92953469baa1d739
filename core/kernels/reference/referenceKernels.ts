import type { Floats } from '../../tensor/arena.ts';
import { dropoutThreshold } from '../dropout.ts';
import { randomBits } from '../hash.ts';
import {
  normBlock,
  leastMean,
  leastSquare,
  type ElementwiseActivation,
  type Kernels,
  type SmoothActivation,
} from '../kernels.ts';
import { wholePower } from '../power.ts';
import { distort } from './distort.ts';
import { normalDensity, normalDistribution } from './normalDistribution.ts';

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

  descend(weights, gradient, x, delta, learningRate, rows, inputs, units) {
    this.weightGradient(x, delta, gradient, rows, inputs, units);
    this.sgd(weights, gradient, learningRate, inputs * units);
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

  activate(activation, slope, z, out, count) {
    const f = functions[activation];
    for (let n = 0; n < count; n++) out[n] = f(z[n], slope);
  },

  activationGradient(activation, slope, z, a, delta, count) {
    const derivative = derivatives[activation];
    for (let n = 0; n < count; n++) delta[n] *= derivative(z[n], a[n], slope);
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

  dropOut(values, out, probability, key, count) {
    const threshold = dropoutThreshold(probability);
    const factor = 1 / (1 - probability);
    for (let n = 0; n < count; n++) out[n] = randomBits(n, key) < threshold ? 0 : values[n] * factor;
  },

  addPenaltyGradient(weights, gradient, l1, l2, count) {
    for (let n = 0; n < count; n++) gradient[n] += l1 * Math.sign(weights[n]) + l2 * weights[n];
  },

  squaredNorm(x, count) {
    let sum = 0;
    for (let start = 0; start < count; start += normBlock) {
      let ofBlock = 0;
      for (let n = start; n < Math.min(start + normBlock, count); n++) ofBlock += x[n] * x[n];
      sum += ofBlock;
    }
    return sum;
  },

  scale(x, factor, count) {
    for (let n = 0; n < count; n++) x[n] *= factor;
  },

  sgd(weights, gradient, learningRate, count) {
    for (let n = 0; n < count; n++) weights[n] -= learningRate * gradient[n];
  },

  momentum(weights, gradient, velocity, learningRate, momentum, count) {
    for (let n = 0; n < count; n++) {
      velocity[n] = orZero(momentum * velocity[n] + gradient[n], leastMean);
      weights[n] -= learningRate * velocity[n];
    }
  },

  nesterov(weights, gradient, velocity, learningRate, momentum, count) {
    for (let n = 0; n < count; n++) {
      velocity[n] = orZero(momentum * velocity[n] + gradient[n], leastMean);
      weights[n] -= learningRate * (gradient[n] + momentum * velocity[n]);
    }
  },

  rmsprop(weights, gradient, v, learningRate, { rho, epsilon }, count) {
    for (let n = 0; n < count; n++) {
      v[n] = orZero(rho * v[n] + (1 - rho) * gradient[n] * gradient[n], leastSquare);
      weights[n] -= (learningRate * gradient[n]) / (Math.sqrt(v[n]) + epsilon);
    }
  },

  adam(weights, gradient, m, v, learningRate, { beta1, beta2, epsilon, weightDecay }, step, count) {
    const correction1 = 1 - wholePower(beta1, step);
    const correction2 = 1 - wholePower(beta2, step);
    for (let n = 0; n < count; n++) {
      const g = gradient[n];
      m[n] = orZero(beta1 * m[n] + (1 - beta1) * g, leastMean);
      v[n] = orZero(beta2 * v[n] + (1 - beta2) * g * g, leastSquare);
      const change = (learningRate * (m[n] / correction1)) / (Math.sqrt(v[n] / correction2) + epsilon);
      weights[n] = weights[n] * (1 - learningRate * weightDecay) - change;
    }
  },

  gatherBytes(source, order, from, out, rows, features, scale) {
    gather(source, order, from, out, rows, features, scale);
  },

  gatherFloats(source, order, from, out, rows, features) {
    gather(source, order, from, out, rows, features, 1);
  },

  distort,
  prepare(x, offset, factor, rows, features) {
    for (let r = 0; r < rows; r++) {
      for (let f = 0; f < features; f++) x[r * features + f] = (x[r * features + f] - offset[f]) * factor[f];
    }
  },
};

// Each passes a NaN on: a network that has left the numbers must be seen to have done so.
const functions: Record<ElementwiseActivation, (z: number, slope: number) => number> = {
  identity: (z) => z,
  step: (z) => (z > 0 ? 1 : z <= 0 ? 0 : NaN),
  sign: (z) => (z > 0 ? 1 : z <= 0 ? -1 : NaN),
  sigmoid,
  tanh: (z) => Math.tanh(z),
  relu: (z) => (z < 0 ? 0 : z),
  'leaky-relu': (z, slope) => (z > 0 ? z : slope * z),
  elu: (z, slope) => (z > 0 ? z : slope * Math.expm1(z)),
  softplus: (z) => (z < 0 ? 0 : z) + Math.log1p(Math.exp(-Math.abs(z))),
  swish: (z) => z * sigmoid(z),
  gelu: (z) => z * normalDistribution(z),
};

const derivatives: Record<SmoothActivation, (z: number, a: number, slope: number) => number> = {
  identity: () => 1,
  sigmoid: (_, a) => a * (1 - a),
  tanh: (_, a) => 1 - a * a,
  relu: (_, a) => (a > 0 ? 1 : 0),
  'leaky-relu': (_, a, slope) => (a > 0 ? 1 : slope),
  elu: (_, a, slope) => (a > 0 ? 1 : a + slope),
  softplus: (z) => sigmoid(z),
  swish: (z) => sigmoid(z) * (1 + z * sigmoid(-z)),
  gelu: (z) => normalDistribution(z) + z * normalDensity(z),
};

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function orZero(x: number, smallest: number): number {
  return Math.abs(x) < smallest ? 0 : x;
}

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
