import { lanes, loadPart, multiplyAdd, storePart } from './vector';

/** gradient ← gradient + l1·sign(w) + l2·w, the sign of 0 being 0. */
export function addPenaltyGradient(weights: usize, gradient: usize, l1: f32, l2: f32, count: i32): void {
  const first = f32x4.splat(l1);
  const second = f32x4.splat(l2);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(gradient, withPenalty(v128.load(weights), v128.load(gradient), first, second));
    weights += 16;
    gradient += 16;
  }
  const left = count - n;
  storePart(gradient, withPenalty(loadPart(weights, left), loadPart(gradient, left), first, second), left);
}

// @ts-ignore: decorator
@inline
function withPenalty(w: v128, gradient: v128, l1: v128, l2: v128): v128 {
  const zero = f32x4.splat(0);
  const push = f32x4.sub(v128.and(l1, f32x4.gt(w, zero)), v128.and(l1, f32x4.lt(w, zero)));
  return multiplyAdd(l2, w, f32x4.add(gradient, push));
}

/**
 * Σ x² of `count` numbers, in float64: number n in lane n mod 4, each lane in order, and the lanes as
 * (0 + 1) + (2 + 3). The order depends on nothing but `count`.
 */
export function squaredSum(x: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    const four = v128.load(x);
    const first = f64x2.promote_low_f32x4(four);
    const last = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(last, last));
    x += 16;
  }
  const four = loadPart(x, count - n);
  const first = f64x2.promote_low_f32x4(four);
  const last = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1));
  low = f64x2.add(low, f64x2.mul(first, first));
  high = f64x2.add(high, f64x2.mul(last, last));
  return (
    f64x2.extract_lane(low, 0) +
    f64x2.extract_lane(low, 1) +
    (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1))
  );
}

/** x ← x·factor. */
export function scale(x: usize, factor: f32, count: i32): void {
  const factors = f32x4.splat(factor);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(x, f32x4.mul(v128.load(x), factors));
    x += 16;
  }
  storePart(x, f32x4.mul(loadPart(x, count - n), factors), count - n);
}
