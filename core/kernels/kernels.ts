import type { Floats } from '../tensor/arena.ts';
import type { Distortion } from './distortion.ts';

/** The activation functions that work on each number alone. Softmax looks at a whole row and has kernels of its own. */
export const elementwiseActivations = [
  'identity',
  'step',
  'sign',
  'sigmoid',
  'tanh',
  'relu',
  'leaky-relu',
  'elu',
  'softplus',
  'swish',
  'gelu',
] as const;
export type ElementwiseActivation = (typeof elementwiseActivations)[number];

/** Those through which a gradient passes. */
export type SmoothActivation = Exclude<ElementwiseActivation, 'step' | 'sign'>;

/** Those whose derivative is taken from the sum z. Of the others it is taken from the output, and z may be gone. */
export const activationsNeedingSums: readonly string[] = [
  'softplus',
  'swish',
  'gelu',
] satisfies ElementwiseActivation[];

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
  /**
   * weights[i,u] ← weights[i,u] − learningRate·Σᵣ x[r,i]·delta[r,u]: `weightGradient` and then `sgd`, to the same bits.
   * `gradient` is room for as many numbers, which may hold anything afterwards.
   */
  descend(
    weights: Floats,
    gradient: Floats,
    x: Floats,
    delta: Floats,
    learningRate: number,
    rows: number,
    inputs: number,
    units: number,
  ): void;
  /** The gradient of the bias: out[u] = Σᵣ delta[r,u]. */
  biasGradient(delta: Floats, out: Floats, rows: number, units: number): void;
  /** The gradient of a layer's inputs: out[r,i] = Σᵤ delta[r,u]·weights[i,u]. */
  inputGradient(delta: Floats, weights: Floats, out: Floats, rows: number, inputs: number, units: number): void;

  /**
   * out = f(z) for each of `count` numbers; `out` may be `z`. Each f passes a NaN on.
   * - identity z; step 1 if z > 0, else 0; sign 1 if z > 0, else −1
   * - sigmoid 1/(1+e⁻ᶻ); tanh
   * - relu max(z, 0); leaky-relu z if z > 0, else slope·z; elu z if z > 0, else slope·(eᶻ−1)
   * - softplus ln(1+eᶻ); swish z·sigmoid(z); gelu z·Φ(z), Φ being the normal distribution's function
   */
  activate(activation: ElementwiseActivation, slope: number, z: Floats, out: Floats, count: number): void;
  /**
   * delta ← delta ⊙ f′(z), with z the sums and a = f(z) the outputs; only one of the two is read, see
   * `activationsNeedingSums`. At 0, where ReLU, leaky ReLU and perhaps ELU have a corner, f′ is that of z < 0.
   */
  activationGradient(
    activation: SmoothActivation,
    slope: number,
    z: Floats,
    a: Floats,
    delta: Floats,
    count: number,
  ): void;
  /** out[r,·] = softmax(z[r,·]), with the row's largest value subtracted first; `out` may be `z`. */
  softmax(z: Floats, out: Floats, rows: number, units: number): void;
  /** delta[r,·] ← Jᵀ·delta[r,·] with softmax's Jacobian J taken from its output a: aⱼ·(δⱼ − Σₖ aₖ·δₖ). */
  softmaxGradient(a: Floats, delta: Floats, rows: number, units: number): void;

  /**
   * Inverted dropout (Srivastava et al., 2014): out = 0 with this probability for each of `count` numbers, and else the
   * number divided by 1 − probability; `out` may be `values`. Which ones become 0 is said in dropout.ts; the same key
   * leaves out the same ones again.
   */
  dropOut(values: Floats, out: Floats, probability: number, key: number, count: number): void;

  /** gradient ← gradient + l1·sign(weights) + l2·weights, the sign of 0 being 0: that of l1·Σ|w| + ½·l2·Σw². */
  addPenaltyGradient(weights: Floats, gradient: Floats, l1: number, l2: number, count: number): void;
  /** Σ x² in float64, added up in blocks of `normBlock` numbers and then block after block. */
  squaredNorm(x: Floats, count: number): number;
  /** x ← x·factor. */
  scale(x: Floats, factor: number, count: number): void;

  /** weights ← weights − learningRate·gradient. */
  sgd(weights: Floats, gradient: Floats, learningRate: number, count: number): void;
  /** velocity ← momentum·velocity + gradient, weights ← weights − learningRate·velocity (Polyak, 1964). */
  momentum(
    weights: Floats,
    gradient: Floats,
    velocity: Floats,
    learningRate: number,
    momentum: number,
    count: number,
  ): void;
  /** The same velocity, weights ← weights − learningRate·(gradient + momentum·velocity) (Sutskever et al., 2013). */
  nesterov(
    weights: Floats,
    gradient: Floats,
    velocity: Floats,
    learningRate: number,
    momentum: number,
    count: number,
  ): void;
  /** v ← rho·v + (1−rho)·gradient², weights ← weights − learningRate·gradient/(√v + epsilon) (Hinton, 2012). */
  rmsprop(
    weights: Floats,
    gradient: Floats,
    v: Floats,
    learningRate: number,
    settings: RmspropSettings,
    count: number,
  ): void;
  /**
   * Adam (Kingma and Ba, 2015), `step` counted from 1:
   * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², weights ← weights − learningRate·m̂ / (√v̂ + ε),
   * with m̂ = m/(1−β₁ᵗ) and v̂ = v/(1−β₂ᵗ).
   * With a weightDecay other than 0 it is AdamW (Loshchilov and Hutter, 2019): the weights are multiplied by
   * 1 − learningRate·weightDecay first.
   */
  adam(
    weights: Floats,
    gradient: Floats,
    m: Floats,
    v: Floats,
    learningRate: number,
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

  /**
   * Distorts each of `rows` pictures `[height × width]` in its own way, which follows from `key` and the picture's row;
   * see distortion.ts. No side may be longer than `longestSide`.
   */
  distort(pictures: Floats, distortion: Distortion, height: number, width: number, key: number, rows: number): void;
  /** The preparation of a batch's inputs: x[r,f] ← (x[r,f] − offset[f])·factor[f], with a row of each for all rows. */
  prepare(x: Floats, offset: Floats, factor: Floats, rows: number, features: number): void;
}

export interface RmspropSettings {
  rho: number;
  epsilon: number;
}

export interface AdamSettings {
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
}

/**
 * A running mean of gradients that has decayed below this becomes 0, and one of their squares below the smallest normal
 * float32: where gradients have ceased, as behind a dead ReLU, they would else stay in the range below for ever, in which
 * processors are ten times slower. No weight can tell the difference.
 */
export const leastMean = 2 ** -100;
export const leastSquare = 2 ** -126;

/** Numbers whose squares are added up on their own: so many that a thread is worth waking, and always the same. */
export const normBlock = 65_536;
