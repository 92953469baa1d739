import { lanes, loadPart, multiplyAdd, multiplySubtract, storePart, withoutTiny } from './vector';

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

/** A running mean of gradients this small (2⁻¹⁰⁰) moves nothing. */
const leastMean: f32 = 7.888609e-31;
/** The least normal number, since even a small mean of squares is divided by. */
const leastSquare: f32 = 1.17549435e-38;

/** One step of Adam. `scale1` is 1/(1 − β₁ᵗ) and `scale2` 1/(1 − β₂ᵗ). */
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
    const newW = f32x4.sub(w, f32x4.div(upper, lower));

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
