import type { Activation } from '../contract/design.ts';
import type { Kernels, SmoothActivation } from '../kernels/kernels.ts';
import type { Floats } from '../tensor/arena.ts';
import type { LayerParameters } from './parameters.ts';

/** A dense layer: a = f(x·W + b), with room for the results of some number of rows. */
export interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  /** Of leaky ReLU and ELU; else 0. */
  readonly slope: number;
  /** W `[inputs × units]` and b `[units]` */
  readonly parameters: LayerParameters;
  /** z `[rows × units]`; where nobody asks for it again, `outputs` takes its place. */
  readonly sums: Floats;
  /** a `[rows × units]` */
  readonly outputs: Floats;
}

/** z = x·W + b, a = f(z), for x `[rows × inputs]`. */
export function forwardDense(kernels: Kernels, layer: DenseLayer, x: Floats, rows: number): void {
  const { parameters, sums, outputs, inputs, units, activation, slope } = layer;
  kernels.weightedSums(x, parameters.weights, parameters.bias, sums, rows, inputs, units);
  if (activation === 'softmax') kernels.softmax(sums, outputs, rows, units);
  else kernels.activate(activation, slope, sums, outputs, rows * units);
}

/** From ∂L/∂a in `delta` `[rows × units]` to ∂L/∂z, in place. The activation must be trainable. */
export function backwardActivation(kernels: Kernels, layer: DenseLayer, delta: Floats, rows: number): void {
  const { activation, slope, sums, outputs, units } = layer;
  if (activation === 'softmax') kernels.softmaxGradient(outputs, delta, rows, units);
  else kernels.activationGradient(activation as SmoothActivation, slope, sums, outputs, delta, rows * units);
}

/** ∂L/∂W = xᵀ·δ and ∂L/∂b = Σᵣ δ, from δ = ∂L/∂z `[rows × units]` and the layer's inputs x `[rows × inputs]`. */
export function backwardParameters(
  kernels: Kernels,
  layer: DenseLayer,
  x: Floats,
  delta: Floats,
  gradients: LayerParameters,
  rows: number,
): void {
  kernels.weightGradient(x, delta, gradients.weights, rows, layer.inputs, layer.units);
  kernels.biasGradient(delta, gradients.bias, rows, layer.units);
}

/**
 * W ← W − learningRate·xᵀ·δ and b ← b − learningRate·Σᵣ δ: a step of gradient descent, for which the gradient of W is not
 * written down. `gradients` is room for it, and has that of b afterwards.
 */
export function descendParameters(
  kernels: Kernels,
  layer: DenseLayer,
  x: Floats,
  delta: Floats,
  gradients: LayerParameters,
  learningRate: number,
  rows: number,
): void {
  const { inputs, units, parameters } = layer;
  kernels.descend(parameters.weights, gradients.weights, x, delta, learningRate, rows, inputs, units);
  kernels.biasGradient(delta, gradients.bias, rows, units);
  kernels.sgd(parameters.bias, gradients.bias, learningRate, units);
}

/** ∂L/∂x = δ·Wᵀ, from δ = ∂L/∂z `[rows × units]` into `out` `[rows × inputs]`. */
export function backwardInputs(kernels: Kernels, layer: DenseLayer, delta: Floats, out: Floats, rows: number): void {
  kernels.inputGradient(delta, layer.parameters.weights, out, rows, layer.inputs, layer.units);
}
