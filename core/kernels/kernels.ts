import type { Floats } from '../tensor/arena.ts';

/** The activation functions that work on each number alone. Softmax looks at a whole row and has kernels of its own. */
export const elementwiseActivations = ['identity', 'sigmoid', 'tanh', 'relu'] as const;
export type ElementwiseActivation = (typeof elementwiseActivations)[number];

/** Which implementation of the kernels computed something; a run records it. */
export type KernelBuild = 'reference' | 'simd' | 'relaxed-simd';

/**
 * The arithmetic of a dense network, over views into one arena.
 *
 * All matrices are row-major. A batch is `[rows × features]`, weights are `[inputs × units]`.
 * Every output element is added up in one fixed order, whatever the shape around it, so that splitting the outputs
 * among threads cannot change a result. Nothing is allocated. No argument may overlap another unless it says so.
 */
export interface Kernels {
  readonly build: KernelBuild;

  /** The weighted sums: out[r,u] = bias[u] + Σᵢ x[r,i]·weights[i,u]. */
  weightedSums(
    x: Floats,
    weights: Floats,
    bias: Floats,
    out: Floats,
    rows: number,
    inputs: number,
    units: number,
  ): void;
  /** The gradient of the weights: out[i,u] = Σᵣ x[r,i]·delta[r,u]. */
  weightGradient(x: Floats, delta: Floats, out: Floats, rows: number, inputs: number, units: number): void;
  /** The gradient of the bias: out[u] = Σᵣ delta[r,u]. */
  biasGradient(delta: Floats, out: Floats, rows: number, units: number): void;
  /** The gradient of a layer's inputs: out[r,i] = Σᵤ delta[r,u]·weights[i,u]. */
  inputGradient(delta: Floats, weights: Floats, out: Floats, rows: number, inputs: number, units: number): void;

  /** out = f(z) for each of `count` numbers; `out` may be `z`. */
  activate(activation: ElementwiseActivation, z: Floats, out: Floats, count: number): void;
  /** delta ← delta ⊙ f′(z), with the derivative taken from the output a = f(z). ReLU's derivative at 0 is 0. */
  activationGradient(activation: ElementwiseActivation, a: Floats, delta: Floats, count: number): void;
  /** out[r,·] = softmax(z[r,·]), with the row's largest value subtracted first; `out` may be `z`. */
  softmax(z: Floats, out: Floats, rows: number, units: number): void;
  /** delta[r,·] ← Jᵀ·delta[r,·] with softmax's Jacobian J taken from its output a: aⱼ·(δⱼ − Σₖ aₖ·δₖ). */
  softmaxGradient(a: Floats, delta: Floats, rows: number, units: number): void;

  /** weights ← weights − learningRate·gradient. */
  sgd(weights: Floats, gradient: Floats, learningRate: number, count: number): void;
  /**
   * Adam (Kingma and Ba, 2015), `step` counted from 1:
   * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², weights ← weights − learningRate·m̂ / (√v̂ + ε),
   * with m̂ = m/(1−β₁ᵗ) and v̂ = v/(1−β₂ᵗ).
   */
  adam(
    weights: Floats,
    gradient: Floats,
    m: Floats,
    v: Floats,
    settings: AdamSettings,
    step: number,
    count: number,
  ): void;

  /** out[r,·] = source[order[from + r],·]·scale, as floats: takes a batch from a table of bytes `[n × features]`. */
  gatherBytes(
    source: Uint8Array,
    order: Uint32Array,
    from: number,
    out: Floats,
    rows: number,
    features: number,
    scale: number,
  ): void;
  /** The same from a table of floats, without a scale. */
  gatherFloats(source: Floats, order: Uint32Array, from: number, out: Floats, rows: number, features: number): void;
}

export interface AdamSettings {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}
