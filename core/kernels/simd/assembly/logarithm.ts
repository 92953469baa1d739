import { multiplyAdd } from './vector';

/**
 * ln(1 + u) for u from 0 to 1, with a relative error of at most 3·10⁻⁷; NaN for NaN.
 *
 * With s = u/(2 + u) it is 2·artanh s = 2s·(1 + s²·p(s²)). The coefficients were fitted as those of the exponential.
 */
// @ts-ignore: decorator
@inline
export function logarithmOfOnePlus(u: v128): v128 {
  const s = f32x4.div(u, f32x4.add(u, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let p = f32x4.splat(0.14012210071086884);
  p = multiplyAdd(p, square, f32x4.splat(0.139995738863945));
  p = multiplyAdd(p, square, f32x4.splat(0.20010849833488464));
  p = multiplyAdd(p, square, f32x4.splat(0.3333320617675781));
  const double = f32x4.add(s, s);
  return multiplyAdd(f32x4.mul(p, square), double, double);
}
