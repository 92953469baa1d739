import { randomBits } from './hash';
import { lanes, loadPart, storePart } from './vector';

/**
 * out = values·factor where they are kept, else 0. Number `first + n` of the whole is kept when its random bits are
 * at least `threshold`, both unsigned; see core/kernels/dropout.ts, which says the same in TypeScript.
 */
export function dropOut(
  values: usize, out: usize, first: i32, count: i32,
  key: i32, threshold: u32, factor: f32,
): void {
  const factors = f32x4.splat(factor);
  const keys = i32x4.splat(key);
  const least = i32x4.splat(threshold);
  let index = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let n = 0;
  for (; n + lanes <= count; n += lanes) {
    const kept = i32x4.ge_u(randomBits(index, keys), least);
    v128.store(out, v128.and(f32x4.mul(v128.load(values), factors), kept));
    index = i32x4.add(index, i32x4.splat(lanes));
    values += 16;
    out += 16;
  }
  const kept = i32x4.ge_u(randomBits(index, keys), least);
  storePart(out, v128.and(f32x4.mul(loadPart(values, count - n), factors), kept), count - n);
}
