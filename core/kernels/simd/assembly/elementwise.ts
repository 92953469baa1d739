import { exponential, exponentialMinusOne, sigmoid } from './exponential';
import { logarithmOfOnePlus } from './logarithm';
import { bell, normalDensity, normalDistribution } from './normalDistribution';
import { lanes, loadPart, multiplyAdd, storePart } from './vector';

// The activations beyond those of activations.ts, forward and backward. One loop serves them all: which function it
// applies is a constant at each call, so that each call becomes a loop without branches. The numbers left at the end go
// through the same vector code as the others, with zeros beside them.

const step: i32 = 0;
const sign: i32 = 1;
const leakyRelu: i32 = 2;
const elu: i32 = 3;
const softplus: i32 = 4;
const swish: i32 = 5;
const gelu: i32 = 6;

/** f(z). A NaN is passed on by each. */
// @ts-ignore: decorator
@inline
function value(activation: i32, z: v128, slope: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const positive = f32x4.gt(z, zero);
  if (activation == step) return orNaN(v128.and(positive, one), z);
  if (activation == sign) return orNaN(v128.bitselect(one, f32x4.splat(-1), positive), z);
  if (activation == leakyRelu) return v128.bitselect(z, f32x4.mul(slope, z), positive);
  if (activation == elu) return v128.bitselect(z, f32x4.mul(slope, exponentialMinusOne(z)), positive);
  if (activation == softplus) {
    const rest = logarithmOfOnePlus(exponential(f32x4.neg(f32x4.abs(z))));
    return f32x4.add(f32x4.pmax(z, zero), rest);
  }
  if (activation == swish) return f32x4.mul(z, sigmoid(z));
  return f32x4.mul(z, normalDistribution(z, bell(z)));
}

// @ts-ignore: decorator
@inline
function orNaN(result: v128, z: v128): v128 {
  return v128.bitselect(result, z, f32x4.eq(z, z));
}

/** f′, from the output a for leaky ReLU and ELU, and from the sum z for the others. */
// @ts-ignore: decorator
@inline
function derivative(activation: i32, x: v128, slope: v128): v128 {
  const one = f32x4.splat(1);
  if (activation == leakyRelu) return v128.bitselect(one, slope, f32x4.gt(x, f32x4.splat(0)));
  if (activation == elu) return v128.bitselect(one, f32x4.add(x, slope), f32x4.gt(x, f32x4.splat(0)));
  if (activation == softplus) return sigmoid(x);
  if (activation == swish) {
    // σ(z) + z·σ(z)·σ(−z)
    const s = sigmoid(x);
    return multiplyAdd(f32x4.mul(x, s), sigmoid(f32x4.neg(x)), s);
  }
  const bellOfX = bell(x);
  return multiplyAdd(x, normalDensity(bellOfX), normalDistribution(x, bellOfX));
}

// @ts-ignore: decorator
@inline
function forward(activation: i32, z: usize, out: usize, count: i32, slope: f32): void {
  const slopes = f32x4.splat(slope);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(out, value(activation, v128.load(z), slopes));
    z += 16;
    out += 16;
  }
  storePart(out, value(activation, loadPart(z, count - n), slopes), count - n);
}

// @ts-ignore: decorator
@inline
function backward(activation: i32, x: usize, delta: usize, count: i32, slope: f32): void {
  const slopes = f32x4.splat(slope);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(delta, f32x4.mul(v128.load(delta), derivative(activation, v128.load(x), slopes)));
    x += 16;
    delta += 16;
  }
  const left = count - n;
  storePart(delta, f32x4.mul(loadPart(delta, left), derivative(activation, loadPart(x, left), slopes)), left);
}

/** out = 1 where z > 0, else 0. */
export function stepForward(z: usize, out: usize, count: i32): void {
  forward(step, z, out, count, 0);
}

/** out = 1 where z > 0, else −1. */
export function signForward(z: usize, out: usize, count: i32): void {
  forward(sign, z, out, count, 0);
}

/** out = z where z > 0, else slope·z. */
export function leakyReluForward(z: usize, out: usize, count: i32, slope: f32): void {
  forward(leakyRelu, z, out, count, slope);
}

/** out = z where z > 0, else slope·(eᶻ − 1). */
export function eluForward(z: usize, out: usize, count: i32, slope: f32): void {
  forward(elu, z, out, count, slope);
}

/** out = ln(1 + eᶻ). */
export function softplusForward(z: usize, out: usize, count: i32): void {
  forward(softplus, z, out, count, 0);
}

/** out = z / (1 + e⁻ᶻ). */
export function swishForward(z: usize, out: usize, count: i32): void {
  forward(swish, z, out, count, 0);
}

/** out = z·Φ(z). */
export function geluForward(z: usize, out: usize, count: i32): void {
  forward(gelu, z, out, count, 0);
}

/** delta ← delta where a > 0, else delta·slope. */
export function leakyReluBackward(a: usize, delta: usize, count: i32, slope: f32): void {
  backward(leakyRelu, a, delta, count, slope);
}

/** delta ← delta where a > 0, else delta·(a + slope). */
export function eluBackward(a: usize, delta: usize, count: i32, slope: f32): void {
  backward(elu, a, delta, count, slope);
}

/** delta ← delta / (1 + e⁻ᶻ). */
export function softplusBackward(z: usize, delta: usize, count: i32): void {
  backward(softplus, z, delta, count, 0);
}

/** delta ← delta·(σ(z) + z·σ(z)·σ(−z)). */
export function swishBackward(z: usize, delta: usize, count: i32): void {
  backward(swish, z, delta, count, 0);
}

/** delta ← delta·(Φ(z) + z·φ(z)). */
export function geluBackward(z: usize, delta: usize, count: i32): void {
  backward(gelu, z, delta, count, 0);
}
