import { lanes, loadPart, storePart } from './vector';

/** out[u] = Σᵣ delta[r, u] for `columns` of the `units` columns, added in the order of r. */
export function biasGradient(delta: usize, out: usize, rows: i32, columns: i32, units: i32): void {
  let u = 0;
  for (; u + lanes <= columns; u += lanes) {
    let sum = f32x4.splat(0);
    for (let r = 0; r < rows; r++) sum = f32x4.add(sum, v128.load(delta + ((<usize>r * units + u) << 2)));
    v128.store(out + (u << 2), sum);
  }
  for (; u < columns; u++) {
    let sum: f32 = 0;
    for (let r = 0; r < rows; r++) sum += load<f32>(delta + ((<usize>r * units + u) << 2));
    store<f32>(out + (u << 2), sum);
  }
}

/** How many numbers of every `stride`-th of `rows` rows of `columns` are other than zero. */
export function countNonZeros(x: usize, rows: i32, columns: i32, stride: i32): i32 {
  const zero = f32x4.splat(0);
  let nonZeros = 0;
  for (let r = 0; r < rows; r += stride) {
    const row = x + ((<usize>r * columns) << 2);
    let zeros = i32x4.splat(0);
    let n = 0;
    // A lane of what `eq` gives is −1 where it holds.
    for (; n + lanes <= columns; n += lanes) zeros = i32x4.add(zeros, f32x4.eq(v128.load(row + (n << 2)), zero));
    nonZeros += n + i32x4.extract_lane(zeros, 0) + i32x4.extract_lane(zeros, 1);
    nonZeros += i32x4.extract_lane(zeros, 2) + i32x4.extract_lane(zeros, 3);
    for (; n < columns; n++) if (load<f32>(row + (n << 2)) != 0) nonZeros++;
  }
  return nonZeros;
}

/** out[r, ·] = source[order[r], ·]·scale, a table of bytes `[n × features]` read as floats. */
export function gatherBytes(source: usize, order: usize, out: usize, rows: i32, features: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let r = 0; r < rows; r++) {
    let from = source + <usize>load<u32>(order + (r << 2)) * features;
    let f = 0;
    for (; f + 8 <= features; f += 8) {
      const eight = v128.load_ext<u8>(from);
      const low = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(eight));
      const high = f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(eight));
      v128.store(out, f32x4.mul(low, factor));
      v128.store(out, f32x4.mul(high, factor), 16);
      from += 8;
      out += 32;
    }
    for (; f < features; f++) {
      store<f32>(out, <f32>load<u8>(from) * scale);
      from++;
      out += 4;
    }
  }
}

/** out[r, ·] = source[order[r], ·] of a table of floats `[n × features]`. */
export function gatherFloats(source: usize, order: usize, out: usize, rows: i32, features: i32): void {
  for (let r = 0; r < rows; r++) {
    let from = source + ((<usize>load<u32>(order + (r << 2)) * features) << 2);
    let f = 0;
    for (; f + lanes <= features; f += lanes) {
      v128.store(out, v128.load(from));
      from += 16;
      out += 16;
    }
    storePart(out, loadPart(from, features - f), features - f);
    out += (<usize>(features - f)) << 2;
  }
}

/** x[r, ·] ← (x[r, ·] − offset)·factor, with one offset and one factor for each of the features. */
export function prepare(x: usize, offset: usize, factor: usize, rows: i32, features: i32): void {
  for (let r = 0; r < rows; r++) {
    let f = 0;
    for (; f + lanes <= features; f += lanes) {
      const at = <usize>f << 2;
      const moved = f32x4.sub(v128.load(x), v128.load(offset + at));
      v128.store(x, f32x4.mul(moved, v128.load(factor + at)));
      x += 16;
    }
    const at = <usize>f << 2;
    const left = features - f;
    const moved = f32x4.sub(loadPart(x, left), loadPart(offset + at, left));
    storePart(x, f32x4.mul(moved, loadPart(factor + at, left)), left);
    x += <usize>left << 2;
  }
}
