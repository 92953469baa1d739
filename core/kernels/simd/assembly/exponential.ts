import { multiplyAdd, multiplySubtract } from './vector';

// Approximations of our own, so that a run depends on no host's maths library. Their coefficients were fitted to the
// smallest largest relative error over the interval (Lawson's weighted least squares).

const log2OfE: f32 = 1.4426950216293335;
// ln 2 in two parts (Cody and Waite): the first has few enough bits for its product with a whole number to be exact.
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -0.00021219444170128554;
/** Above it exp is infinite in float32; below `smallestExponent` it is 0. */
const largestExponent: f32 = 89.5;
const smallestExponent: f32 = -104;

/**
 * eˣ, with a relative error of at most 10⁻⁷ (an ulp is up to 1.2·10⁻⁷) where the result is a normal float32.
 * Infinite above 88.73, 0 below −103.98, NaN for NaN.
 *
 * x = n·ln 2 + r with |r| ≤ ½·ln 2; eʳ = 1 + r + r²·q(r); and 2ⁿ is multiplied in two halves, as 2ⁿ alone may be out
 * of float32's range where the result is not.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  // pmin and pmax with x first keep a NaN.
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(largestExponent)), f32x4.splat(smallestExponent));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(log2OfE)));
  const r = multiplySubtract(n, f32x4.splat(ln2Low), multiplySubtract(n, f32x4.splat(ln2High), x));
  const result = f32x4.add(exponentialRest(r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(result, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** eʳ − 1 for |r| ≤ ½·ln 2, as r + r²·q(r). */
// @ts-ignore: decorator
@inline
function exponentialRest(r: v128): v128 {
  let q = f32x4.splat(0.0013814599951729178);
  q = multiplyAdd(q, r, f32x4.splat(0.0083687175065279));
  q = multiplyAdd(q, r, f32x4.splat(0.04166838899254799));
  q = multiplyAdd(q, r, f32x4.splat(0.1666652113199234));
  q = multiplyAdd(q, r, f32x4.splat(0.4999999403953552));
  return multiplyAdd(f32x4.mul(r, r), q, r);
}

/**
 * eˣ − 1 for x ≤ 0, with a relative error of at most 3·10⁻⁷; x itself near 0, NaN for NaN. What is above 0 gives nothing
 * of use.
 */
// @ts-ignore: decorator
@inline
export function exponentialMinusOne(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-87)); // far below where the result is −1
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(log2OfE)));
  const r = multiplySubtract(n, f32x4.splat(ln2Low), multiplySubtract(n, f32x4.splat(ln2High), x));
  const power = powerOfTwo(i32x4.trunc_sat_f32x4_s(n));
  return multiplyAdd(exponentialRest(r), power, f32x4.sub(power, f32x4.splat(1)));
}

/** 2ⁿ for whole n from −126 to 127, made from the bits of a float32. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** 1 / (1 + e⁻ˣ), with a relative error of at most 2·10⁻⁷. It only ever raises e to −|x|, which cannot overflow. */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = exponential(f32x4.neg(f32x4.abs(x)));
  const numerator = v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(one, e));
}

/** Where tanh changes from its polynomial to its exponential form. */
const tanhPolynomialEnd: f32 = 0.625;

/** tanh x, with a relative error of at most 2·10⁻⁷. Near 0, where 1 − 2/(e²ˣ+1) cancels, it is x + x³·p(x²). */
// @ts-ignore: decorator
@inline
export function hyperbolicTangent(x: v128): v128 {
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-0.005704970099031925);
  p = multiplyAdd(p, square, f32x4.splat(0.020639073103666306));
  p = multiplyAdd(p, square, f32x4.splat(-0.05373971164226532));
  p = multiplyAdd(p, square, f32x4.splat(0.13331441581249237));
  p = multiplyAdd(p, square, f32x4.splat(-0.3333328068256378));
  const nearZero = multiplyAdd(f32x4.mul(p, square), x, x);

  const one = f32x4.splat(1);
  const size = f32x4.abs(x);
  const e = exponential(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  const result = v128.bitselect(nearZero, far, f32x4.lt(size, f32x4.splat(tanhPolynomialEnd)));
  return v128.bitselect(x, result, f32x4.splat(-0.0)); // the sign is x's, that of zero too
}
