import { lanes, loadPart, multiplyAdd, multiplySubtract, storePart, withoutTiny } from './vector';

/** See core/kernels/kernels.ts. */
const leastMean: f32 = 7.888609052210118e-31;
const leastSquare: f32 = 1.1754943508222875e-38;

/** weights ← weights − learningRate·gradient. */
export function sgd(weights: usize, gradient: usize, learningRate: f32, count: i32): void {
  const rate = f32x4.splat(learningRate);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(weights, multiplySubtract(rate, v128.load(gradient), v128.load(weights)));
    weights += 16;
    gradient += 16;
  }
  const left = count - n;
  storePart(weights, multiplySubtract(rate, loadPart(gradient, left), loadPart(weights, left)), left);
}

/** velocity ← momentum·velocity + gradient, weights ← weights − learningRate·velocity. */
export function momentum(
  weights: usize, gradient: usize, velocity: usize,
  learningRate: f32, momentum: f32, count: i32,
): void {
  stepWithVelocity(false, weights, gradient, velocity, learningRate, momentum, count);
}

/** The same velocity, but weights ← weights − learningRate·(gradient + momentum·velocity). */
export function nesterov(
  weights: usize, gradient: usize, velocity: usize,
  learningRate: f32, momentum: f32, count: i32,
): void {
  stepWithVelocity(true, weights, gradient, velocity, learningRate, momentum, count);
}

// Each loop goes over whole vectors, and once more over what is left. Factors are spread over vectors before it, because
// V8 would do that again in every round.

// @ts-ignore: decorator
@inline
function stepWithVelocity(
  ahead: bool, weights: usize, gradient: usize, velocity: usize,
  learningRate: f32, momentum: f32, count: i32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  const end = gradient + wholeBytes(count);
  for (; gradient < end; gradient += 16, velocity += 16, weights += 16) {
    velocityStep(ahead, lanes, weights, gradient, velocity, rate, kept);
  }
  const left = count & (lanes - 1);
  if (left) velocityStep(ahead, left, weights, gradient, velocity, rate, kept);
}

// @ts-ignore: decorator
@inline
function velocityStep(
  ahead: bool, numbers: i32, weights: usize, gradient: usize, velocity: usize, rate: v128, kept: v128,
): void {
  const g = take(gradient, numbers);
  const newVelocity = withoutTiny(multiplyAdd(kept, take(velocity, numbers), g), leastMean);
  const step = ahead ? multiplyAdd(kept, newVelocity, g) : newVelocity;
  put(velocity, newVelocity, numbers);
  put(weights, multiplySubtract(rate, step, take(weights, numbers)), numbers);
}

/** v ← rho·v + (1 − rho)·gradient², weights ← weights − learningRate·gradient/(√v + epsilon). `rest` is 1 − rho. */
export function rmsprop(
  weights: usize, gradient: usize, v: usize,
  learningRate: f32, rho: f32, rest: f32, epsilon: f32, count: i32,
): void {
  const rate = f32x4.splat(learningRate), kept = f32x4.splat(rho), fresh = f32x4.splat(rest);
  const least = f32x4.splat(epsilon);
  const end = gradient + wholeBytes(count);
  for (; gradient < end; gradient += 16, v += 16, weights += 16) {
    rmspropStep(lanes, weights, gradient, v, rate, kept, fresh, least);
  }
  const left = count & (lanes - 1);
  if (left) rmspropStep(left, weights, gradient, v, rate, kept, fresh, least);
}

// @ts-ignore: decorator
@inline
function rmspropStep(
  numbers: i32, weights: usize, gradient: usize, v: usize,
  rate: v128, kept: v128, fresh: v128, least: v128,
): void {
  const g = take(gradient, numbers);
  const newV = withoutTiny(multiplyAdd(kept, take(v, numbers), f32x4.mul(f32x4.mul(fresh, g), g)), leastSquare);
  const step = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(newV), least));
  put(v, newV, numbers);
  put(weights, f32x4.sub(take(weights, numbers), step), numbers);
}

/**
 * One step of Adam, or of AdamW. `scale1` is 1/(1 − β₁ᵗ) and `scale2` 1/(1 − β₂ᵗ); the weights are first multiplied by
 * `shrinkage`, which is 1 for Adam and 1 − learningRate·weightDecay for AdamW.
 */
export function adam(
  weights: usize, gradient: usize, m: usize, v: usize,
  learningRate: f32, beta1: f32, beta2: f32, rest1: f32, rest2: f32, epsilon: f32,
  scale1: f32, scale2: f32, shrinkage: f32, count: i32,
): void {
  const rate = f32x4.splat(learningRate), shrink = f32x4.splat(shrinkage), least = f32x4.splat(epsilon);
  const kept1 = f32x4.splat(beta1), fresh1 = f32x4.splat(rest1), whole1 = f32x4.splat(scale1);
  const kept2 = f32x4.splat(beta2), fresh2 = f32x4.splat(rest2), whole2 = f32x4.splat(scale2);
  const end = gradient + wholeBytes(count);
  for (; gradient < end; gradient += 16, m += 16, v += 16, weights += 16) {
    adamStep(
      lanes, weights, gradient, m, v,
      rate, shrink, least, kept1, fresh1, whole1, kept2, fresh2, whole2,
    );
  }
  const left = count & (lanes - 1);
  if (left == 0) return;
  adamStep(left, weights, gradient, m, v, rate, shrink, least, kept1, fresh1, whole1, kept2, fresh2, whole2);
}

// @ts-ignore: decorator
@inline
function adamStep(
  numbers: i32, weights: usize, gradient: usize, m: usize, v: usize,
  rate: v128, shrink: v128, least: v128,
  kept1: v128, fresh1: v128, whole1: v128, kept2: v128, fresh2: v128, whole2: v128,
): void {
  const g = take(gradient, numbers);
  const newM = withoutTiny(multiplyAdd(kept1, take(m, numbers), f32x4.mul(fresh1, g)), leastMean);
  const newV = withoutTiny(multiplyAdd(kept2, take(v, numbers), f32x4.mul(f32x4.mul(fresh2, g), g)), leastSquare);
  const upper = f32x4.mul(rate, f32x4.mul(newM, whole1));
  const lower = f32x4.add(f32x4.sqrt(f32x4.mul(newV, whole2)), least);
  put(m, newM, numbers);
  put(v, newV, numbers);
  put(weights, f32x4.sub(f32x4.mul(take(weights, numbers), shrink), f32x4.div(upper, lower)), numbers);
}

/** Bytes of the whole vectors in `count` numbers. */
// @ts-ignore: decorator
@inline
function wholeBytes(count: i32): usize {
  return <usize>(count & ~(lanes - 1)) << 2;
}

/** The first `numbers` of four; `numbers` is a constant where it is all of them. */
// @ts-ignore: decorator
@inline
function take(address: usize, numbers: i32): v128 {
  return numbers == lanes ? v128.load(address) : loadPart(address, numbers);
}

// @ts-ignore: decorator
@inline
function put(address: usize, value: v128, numbers: i32): void {
  if (numbers == lanes) v128.store(address, value);
  else storePart(address, value, numbers);
}
