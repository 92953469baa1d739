import { multiplyAdd, multiplySubtract } from './vector';

// Products of a single example. They are as fast as memory is: the weights pass once, in the order they lie in, and those
// of an input that is zero do not pass at all, because a factor of zero adds nothing.

/** Inputs that are listed at once, and a list's entry: the place of the input's weights in bytes, and the input. */
const listedInputs: i32 = 4096;
const entryBytes: usize = 8;

/** Numbers of scratch that a thread needs. */
export const singleRowScratch: i32 = (listedInputs + 1) * 2;

/** out[u] = bias[u] + Σᵢ x[i]·weights[i, u] for `columns` of the `units` columns. */
export function rowTimesMatrix(
  x: usize, weights: usize, bias: usize, out: usize,
  inputs: i32, columns: i32, units: i32, scratch: usize,
): void {
  memory.copy(out, bias, columns << 2);
  const row = <usize>units << 2;
  for (let i = 0; i < inputs; i += listedInputs) {
    const end = listInputs(x, min(listedInputs, inputs - i), row, scratch);
    let entry = scratch;
    // Four inputs at once spare three of four trips of `out` to memory; each sum still takes them one by one.
    for (; entry + 4 * entryBytes <= end; entry += 4 * entryBytes) addFourRows(entry, weights, out, columns);
    for (; entry < end; entry += entryBytes) addRow(entry, weights, out, columns);
    x += listedInputs << 2;
    weights += listedInputs * row;
  }
}

/** Lists the inputs that are not zero; returns where the list ends. */
function listInputs(x: usize, inputs: i32, row: usize, list: usize): usize {
  let entry = list;
  let place: usize = 0;
  for (let i = 0; i < inputs; i++) {
    const number = load<f32>(x + (i << 2));
    store<u32>(entry, <u32>place);
    store<f32>(entry, number, 4);
    entry += number != 0 ? entryBytes : 0;
    place += row;
  }
  return entry;
}

function addFourRows(entry: usize, weights: usize, out: usize, columns: i32): void {
  const x0 = v128.load32_splat(entry, 4), x1 = v128.load32_splat(entry, 12);
  const x2 = v128.load32_splat(entry, 20), x3 = v128.load32_splat(entry, 28);
  let w0 = weights + <usize>load<u32>(entry), w1 = weights + <usize>load<u32>(entry, 8);
  let w2 = weights + <usize>load<u32>(entry, 16), w3 = weights + <usize>load<u32>(entry, 24);
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    let sum = multiplyAdd(x0, v128.load(w0), v128.load(out));
    sum = multiplyAdd(x1, v128.load(w1), sum);
    sum = multiplyAdd(x2, v128.load(w2), sum);
    sum = multiplyAdd(x3, v128.load(w3), sum);
    v128.store(out, sum);
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    out += 16;
  }
  for (; j < columns; j++) {
    let sum = multiplyAdd(x0, v128.load32_zero(w0), v128.load32_zero(out));
    sum = multiplyAdd(x1, v128.load32_zero(w1), sum);
    sum = multiplyAdd(x2, v128.load32_zero(w2), sum);
    sum = multiplyAdd(x3, v128.load32_zero(w3), sum);
    v128.store_lane<f32>(out, sum, 0);
    w0 += 4;
    w1 += 4;
    w2 += 4;
    w3 += 4;
    out += 4;
  }
}

function addRow(entry: usize, weights: usize, out: usize, columns: i32): void {
  const x = v128.load32_splat(entry, 4);
  const row = weights + <usize>load<u32>(entry);
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    const at = j << 2;
    v128.store(out + at, multiplyAdd(x, v128.load(row + at), v128.load(out + at)));
  }
  for (; j < columns; j++) {
    const at = j << 2;
    v128.store_lane<f32>(out + at, multiplyAdd(x, v128.load32_zero(row + at), v128.load32_zero(out + at)), 0);
  }
}

/** out[i, u] = x[i]·delta[u] for `height` rows and `columns` of the `units` columns. */
export function outerProduct(x: usize, delta: usize, out: usize, height: i32, columns: i32, units: i32): void {
  for (let i = 0; i < height; i++) {
    if (load<f32>(x) == 0) memory.fill(out, 0, columns << 2);
    else multiplyRow(x, delta, out, columns);
    x += 4;
    out += <usize>units << 2;
  }
}

// @ts-ignore: decorator
@inline
function multiplyRow(x: usize, delta: usize, out: usize, columns: i32): void {
  const factor = v128.load32_splat(x);
  const zero = f32x4.splat(0);
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    v128.store(out + (j << 2), multiplyAdd(factor, v128.load(delta + (j << 2)), zero));
  }
  for (; j < columns; j++) {
    v128.store_lane<f32>(out + (j << 2), multiplyAdd(factor, v128.load32_zero(delta + (j << 2)), zero), 0);
  }
}

/** weights[i, u] ← weights[i, u] − rate·(x[i]·delta[u]) for `height` rows and `columns` of the `units` columns. */
export function descendOuterProduct(
  weights: usize, x: usize, delta: usize, rate: f32, height: i32, columns: i32, units: i32,
): void {
  const zero = f32x4.splat(0);
  const step = f32x4.splat(rate);
  for (let i = 0; i < height; i++) {
    const factor = v128.load32_splat(x);
    let j = load<f32>(x) == 0 ? columns : 0;
    for (; j + 4 <= columns; j += 4) {
      const to = weights + (j << 2);
      const gradient = multiplyAdd(factor, v128.load(delta + (j << 2)), zero);
      v128.store(to, multiplySubtract(step, gradient, v128.load(to)));
    }
    for (; j < columns; j++) {
      const to = weights + (j << 2);
      const gradient = multiplyAdd(factor, v128.load32_zero(delta + (j << 2)), zero);
      v128.store_lane<f32>(to, multiplySubtract(step, gradient, v128.load32_zero(to)), 0);
    }
    x += 4;
    weights += <usize>units << 2;
  }
}

/** weights ← weights − rate·gradient for the first `columns` (at most 8) of a row. */
export function descendRow(weights: usize, gradient: usize, rate: f32, columns: i32): void {
  const step = f32x4.splat(rate);
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    const to = weights + (j << 2);
    v128.store(to, multiplySubtract(step, v128.load(gradient + (j << 2)), v128.load(to)));
  }
  for (; j < columns; j++) {
    const to = weights + (j << 2);
    v128.store_lane<f32>(to, multiplySubtract(step, v128.load32_zero(gradient + (j << 2)), v128.load32_zero(to)), 0);
  }
}
