// Four float32 numbers at a time, and what to do with the one to three that are left at the end of a row.

/** Numbers in a vector. */
export const lanes: i32 = 4;

/** a·b + c; rounded once in the relaxed build (on every host that has the instruction), twice in the other. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c − a·b, rounded as `multiplyAdd` is. */
// @ts-ignore: decorator
@inline
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

/** The first `count` (at most 3) numbers at `address`; zeros after them. Reads nothing beyond. */
export function loadPart(address: usize, count: i32): v128 {
  let part = f32x4.splat(0);
  if (count > 0) part = v128.load32_zero(address);
  if (count > 1) part = v128.load_lane<f32>(address, part, 1, 4);
  if (count > 2) part = v128.load_lane<f32>(address, part, 2, 8);
  return part;
}

/** Stores the first `count` (at most 3) numbers of `part`. */
export function storePart(address: usize, part: v128, count: i32): void {
  if (count > 0) v128.store_lane<f32>(address, part, 0);
  if (count > 1) v128.store_lane<f32>(address, part, 1, 4);
  if (count > 2) v128.store_lane<f32>(address, part, 2, 8);
}

/**
 * The numbers, with 0 for those nearer to it than `least`. What only fades, as a running mean of zeros does, would else
 * end among the subnormal numbers and stay there, and those take a processor many times as long. A NaN is kept.
 */
// @ts-ignore: decorator
@inline
export function withoutTiny(v: v128, least: f32): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(least)));
}

/** The sum of the four, always added as (0 + 2) + (1 + 3). */
// @ts-ignore: decorator
@inline
export function sumOfLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Whether this host rounds `multiplyAdd` once: (1 + 2⁻¹²)² − (1 + 2⁻¹¹) is 2⁻²⁴ then, and else 0. */
export function multiplyAddIsFused(): bool {
  const a = f32x4.splat(1 + <f32>(1.0 / 4096.0));
  const c = f32x4.splat(-1 - <f32>(1.0 / 2048.0));
  return f32x4.extract_lane(multiplyAdd(a, a, c), 0) != 0;
}
