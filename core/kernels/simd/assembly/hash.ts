/** Four of the numbers of core/kernels/hash.ts, which says the same in TypeScript. */
// @ts-ignore: decorator
@inline
export function randomBits(index: v128, key: v128): v128 {
  let x = v128.xor(i32x4.mul(index, i32x4.splat(0x9e3779b9)), key);
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}
