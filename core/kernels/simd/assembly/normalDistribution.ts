import { exponential } from './exponential';
import { multiplyAdd } from './vector';

// The normal distribution, which is the error function in GELU's clothes: Φ(x) = ½·(1 + erf(x/√2)). It is taken from the
// complement, ½·erfc(|x|/√2) = e^(−x²/2)·t(|x|), so that it is right far below 0 too, where 1 + erf would cancel.

/** Of k = 1/(1 + 0.35·|x|), in which t is nearly a polynomial; and the middle of the k where e^(−x²/2) is not yet 0. */
const scale: f32 = 0.35;
const middle: f32 = 0.5823045372962952;
const inverseRootOfTwoPi: f32 = 0.3989422804014327;

/** e^(−x²/2), from which both functions below are made. */
// @ts-ignore: decorator
@inline
export function bell(x: v128): v128 {
  return exponential(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/**
 * Φ(x), given `bell(x)`. Off by at most 10⁻⁷; and for negative x by at most (4 + x²)·10⁻⁷ of itself.
 *
 * t(x) = k·p(k); the polynomial was fitted to t for x up to 14.5, after which e^(−x²/2) is 0, to 4·10⁻⁸.
 */
// @ts-ignore: decorator
@inline
export function normalDistribution(x: v128, bellOfX: v128): v128 {
  const one = f32x4.splat(1);
  const k = f32x4.div(one, multiplyAdd(f32x4.abs(x), f32x4.splat(scale), one));
  const u = f32x4.sub(k, f32x4.splat(middle));
  let p = f32x4.splat(-0.02915785225167611);
  p = multiplyAdd(p, u, f32x4.splat(0.008200775000433572));
  p = multiplyAdd(p, u, f32x4.splat(0.05441918997760967));
  p = multiplyAdd(p, u, f32x4.splat(-0.03134347405820681));
  p = multiplyAdd(p, u, f32x4.splat(-0.09991428174134911));
  p = multiplyAdd(p, u, f32x4.splat(0.05168796040846994));
  p = multiplyAdd(p, u, f32x4.splat(0.3010078726126335));
  p = multiplyAdd(p, u, f32x4.splat(0.3912753998400535));
  p = multiplyAdd(p, u, f32x4.splat(0.2834422430795015));
  const tail = f32x4.mul(bellOfX, f32x4.mul(k, p));
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)));
}

/** φ(x) = e^(−x²/2)/√(2π), given `bell(x)`. */
// @ts-ignore: decorator
@inline
export function normalDensity(bellOfX: v128): v128 {
  return f32x4.mul(bellOfX, f32x4.splat(inverseRootOfTwoPi));
}
