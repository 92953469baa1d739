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

// @ts-ignore: decorator
@inline
function stepWithVelocity(
  ahead: bool, weights: usize, gradient: usize, velocity: usize,
  learningRate: f32, momentum: f32, count: i32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  for (let n = 0; n < count; n += lanes) {
    const left = count - n;
    const whole = left >= lanes;
    const g = whole ? v128.load(gradient) : loadPart(gradient, left);
    const oldVelocity = whole ? v128.load(velocity) : loadPart(velocity, left);
    const w = whole ? v128.load(weights) : loadPart(weights, left);

    const newVelocity = withoutTiny(multiplyAdd(kept, oldVelocity, g), leastMean);
    const newW = multiplySubtract(rate, ahead ? multiplyAdd(kept, newVelocity, g) : newVelocity, w);

    if (whole) {
      v128.store(velocity, newVelocity);
      v128.store(weights, newW);
    } else {
      storePart(velocity, newVelocity, left);
      storePart(weights, newW, left);
    }
    gradient += 16;
    velocity += 16;
    weights += 16;
  }
}

/** v ← rho·v + (1 − rho)·gradient², weights ← weights − learningRate·gradient/(√v + epsilon). `rest` is 1 − rho. */
export function rmsprop(
  weights: usize, gradient: usize, v: usize,
  learningRate: f32, rho: f32, rest: f32, epsilon: f32, count: i32,
): void {
  for (let n = 0; n < count; n += lanes) {
    const left = count - n;
    const whole = left >= lanes;
    const g = whole ? v128.load(gradient) : loadPart(gradient, left);
    const oldV = whole ? v128.load(v) : loadPart(v, left);
    const w = whole ? v128.load(weights) : loadPart(weights, left);

    const square = f32x4.mul(f32x4.mul(f32x4.splat(rest), g), g);
    const newV = withoutTiny(multiplyAdd(f32x4.splat(rho), oldV, square), leastSquare);
    const lower = f32x4.add(f32x4.sqrt(newV), f32x4.splat(epsilon));
    const newW = f32x4.sub(w, f32x4.div(f32x4.mul(f32x4.splat(learningRate), g), lower));

    if (whole) {
      v128.store(v, newV);
      v128.store(weights, newW);
    } else {
      storePart(v, newV, left);
      storePart(weights, newW, left);
    }
    gradient += 16;
    v += 16;
    weights += 16;
  }
}

/**
 * One step of Adam, or of AdamW. `scale1` is 1/(1 − β₁ᵗ) and `scale2` 1/(1 − β₂ᵗ); the weights are first multiplied by
 * `shrinkage`, which is 1 for Adam and 1 − learningRate·weightDecay for AdamW.
 */
export function adam(
  weights: usize,
  gradient: usize,
  m: usize,
  v: usize,
  learningRate: f32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  scale1: f32,
  scale2: f32,
  shrinkage: f32,
  count: i32,
): void {
  for (let n = 0; n < count; n += lanes) {
    const left = count - n;
    const whole = left >= lanes;
    const g = whole ? v128.load(gradient) : loadPart(gradient, left);
    const oldM = whole ? v128.load(m) : loadPart(m, left);
    const oldV = whole ? v128.load(v) : loadPart(v, left);
    const w = whole ? v128.load(weights) : loadPart(weights, left);

    const newM = withoutTiny(multiplyAdd(f32x4.splat(beta1), oldM, f32x4.mul(f32x4.splat(rest1), g)), leastMean);
    const square = f32x4.mul(f32x4.mul(f32x4.splat(rest2), g), g);
    const newV = withoutTiny(multiplyAdd(f32x4.splat(beta2), oldV, square), leastSquare);
    const upper = f32x4.mul(f32x4.splat(learningRate), f32x4.mul(newM, f32x4.splat(scale1)));
    const lower = f32x4.add(f32x4.sqrt(f32x4.mul(newV, f32x4.splat(scale2))), f32x4.splat(epsilon));
    const newW = f32x4.sub(f32x4.mul(w, f32x4.splat(shrinkage)), f32x4.div(upper, lower));

    if (whole) {
      v128.store(m, newM);
      v128.store(v, newV);
      v128.store(weights, newW);
    } else {
      storePart(m, newM, left);
      storePart(v, newV, left);
      storePart(weights, newW, left);
    }
    gradient += 16;
    m += 16;
    v += 16;
    weights += 16;
  }
}
