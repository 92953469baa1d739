import { exponential, hyperbolicTangent, sigmoid } from './exponential';
import { lanes, loadPart, multiplySubtract, storePart, sumOfLanes } from './vector';

// The numbers left at a row's end go through the same vector code as the others, with zeros beside them: where a
// number stands does not change its result.

/** out = 1 / (1 + e⁻ᶻ) for each of `count` numbers. */
export function sigmoidForward(z: usize, out: usize, count: i32): void {
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(out, sigmoid(v128.load(z)));
    z += 16;
    out += 16;
  }
  storePart(out, sigmoid(loadPart(z, count - n)), count - n);
}

/** out = tanh z. */
export function tanhForward(z: usize, out: usize, count: i32): void {
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(out, hyperbolicTangent(v128.load(z)));
    z += 16;
    out += 16;
  }
  storePart(out, hyperbolicTangent(loadPart(z, count - n)), count - n);
}

/** out = max(z, 0), and NaN for NaN. */
export function reluForward(z: usize, out: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(out, f32x4.pmax(v128.load(z), zero));
    z += 16;
    out += 16;
  }
  storePart(out, f32x4.pmax(loadPart(z, count - n), zero), count - n);
}

/** out = z, which may overlap. */
export function identityForward(z: usize, out: usize, count: i32): void {
  if (z != out) memory.copy(out, z, <usize>count << 2);
}

/** delta ← delta·a·(1 − a). */
export function sigmoidBackward(a: usize, delta: usize, count: i32): void {
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(delta, sigmoidSlope(v128.load(a), v128.load(delta)));
    a += 16;
    delta += 16;
  }
  storePart(delta, sigmoidSlope(loadPart(a, count - n), loadPart(delta, count - n)), count - n);
}

// @ts-ignore: decorator
@inline
function sigmoidSlope(a: v128, delta: v128): v128 {
  return f32x4.mul(delta, f32x4.mul(a, f32x4.sub(f32x4.splat(1), a)));
}

/** delta ← delta·(1 − a²). */
export function tanhBackward(a: usize, delta: usize, count: i32): void {
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(delta, tanhSlope(v128.load(a), v128.load(delta)));
    a += 16;
    delta += 16;
  }
  storePart(delta, tanhSlope(loadPart(a, count - n), loadPart(delta, count - n)), count - n);
}

// @ts-ignore: decorator
@inline
function tanhSlope(a: v128, delta: v128): v128 {
  return f32x4.mul(delta, multiplySubtract(a, a, f32x4.splat(1)));
}

/** delta ← delta where a > 0, else 0. */
export function reluBackward(a: usize, delta: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    v128.store(delta, v128.and(v128.load(delta), f32x4.gt(v128.load(a), zero)));
    a += 16;
    delta += 16;
  }
  storePart(delta, v128.and(loadPart(delta, count - n), f32x4.gt(loadPart(a, count - n), zero)), count - n);
}

/**
 * out[r, ·] = softmax(z[r, ·]) for `rows` rows of `units`. Sums are held in four lanes, number u in lane u mod 4, and
 * added together at the end: an order that depends on `units` alone.
 */
export function softmaxForward(z: usize, out: usize, rows: i32, units: i32): void {
  for (let r = 0; r < rows; r++) {
    softmaxRow(z, out, units);
    z += <usize>units << 2;
    out += <usize>units << 2;
  }
}

function softmaxRow(z: usize, out: usize, units: i32): void {
  const largest = f32x4.splat(largestOf(z, units));
  const left = units & 3;
  const whole = <usize>(units - left) << 2;

  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) {
    const e = exponential(f32x4.sub(v128.load(z + at), largest));
    v128.store(out + at, e);
    sums = f32x4.add(sums, e);
  }
  const e = exponential(f32x4.sub(loadPart(z + whole, left), largest));
  storePart(out + whole, e, left);
  sums = f32x4.add(sums, loadPart(out + whole, left));

  const factor = f32x4.splat(1 / sumOfLanes(sums));
  for (let at: usize = 0; at < whole; at += 16) v128.store(out + at, f32x4.mul(v128.load(out + at), factor));
  storePart(out + whole, f32x4.mul(loadPart(out + whole, left), factor), left);
}

/** The largest of `count` numbers; NaN if there is one. */
function largestOf(z: usize, count: i32): f32 {
  let largest = load<f32>(z);
  for (let n = 1; n < count; n++) largest = max(largest, load<f32>(z + (<usize>n << 2)));
  return largest;
}

/** delta[r, ·] ← a·(delta − Σ a·delta) for `rows` rows of `units`, summed in the order that `softmaxForward` uses. */
export function softmaxBackward(a: usize, delta: usize, rows: i32, units: i32): void {
  const left = units & 3;
  const whole = <usize>(units - left) << 2;
  for (let r = 0; r < rows; r++) {
    let sums = f32x4.mul(loadPart(a + whole, left), loadPart(delta + whole, left));
    for (let at: usize = 0; at < whole; at += 16) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(a + at), v128.load(delta + at)));
    }
    const mean = f32x4.splat(sumOfLanes(sums));
    for (let at: usize = 0; at < whole; at += 16) {
      v128.store(delta + at, f32x4.mul(v128.load(a + at), f32x4.sub(v128.load(delta + at), mean)));
    }
    const last = f32x4.mul(loadPart(a + whole, left), f32x4.sub(loadPart(delta + whole, left), mean));
    storePart(delta + whole, last, left);
    a += <usize>units << 2;
    delta += <usize>units << 2;
  }
}
