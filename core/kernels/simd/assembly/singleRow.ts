import { multiplyAdd } from './vector';

// Products of a single example. They are as fast as memory is: the weights pass once, in the order they lie in.

/** out[u] = bias[u] + Σᵢ x[i]·weights[i, u] for `columns` of the `units` columns. */
export function rowTimesMatrix(
  x: usize, weights: usize, bias: usize, out: usize,
  inputs: i32, columns: i32, units: i32,
): void {
  memory.copy(out, bias, columns << 2);
  const row = <usize>units << 2;
  let i = 0;
  // Four inputs at once spare three of four trips of `out` to memory; each sum still takes them one by one.
  for (; i + 4 <= inputs; i += 4) {
    const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x, 4);
    const x2 = v128.load32_splat(x, 8), x3 = v128.load32_splat(x, 12);
    let w0 = weights, w1 = w0 + row, w2 = w1 + row, w3 = w2 + row;
    let to = out, j = 0;
    for (; j + 4 <= columns; j += 4) {
      let sum = multiplyAdd(x0, v128.load(w0), v128.load(to));
      sum = multiplyAdd(x1, v128.load(w1), sum);
      sum = multiplyAdd(x2, v128.load(w2), sum);
      sum = multiplyAdd(x3, v128.load(w3), sum);
      v128.store(to, sum);
      w0 += 16;
      w1 += 16;
      w2 += 16;
      w3 += 16;
      to += 16;
    }
    for (; j < columns; j++) {
      let sum = multiplyAdd(x0, v128.load32_zero(w0), v128.load32_zero(to));
      sum = multiplyAdd(x1, v128.load32_zero(w1), sum);
      sum = multiplyAdd(x2, v128.load32_zero(w2), sum);
      sum = multiplyAdd(x3, v128.load32_zero(w3), sum);
      v128.store_lane<f32>(to, sum, 0);
      w0 += 4;
      w1 += 4;
      w2 += 4;
      w3 += 4;
      to += 4;
    }
    x += 16;
    weights += row << 2;
  }
  for (; i < inputs; i++) {
    const factor = v128.load32_splat(x);
    for (let j = 0; j < columns; j++) {
      const to = out + (j << 2);
      v128.store_lane<f32>(to, multiplyAdd(factor, v128.load32_zero(weights + (j << 2)), v128.load32_zero(to)), 0);
    }
    x += 4;
    weights += row;
  }
}

/** out[i, u] = x[i]·delta[u] for `height` rows and `columns` of the `units` columns. */
export function outerProduct(x: usize, delta: usize, out: usize, height: i32, columns: i32, units: i32): void {
  for (let i = 0; i < height; i++) {
    const factor = v128.load32_splat(x);
    const zero = f32x4.splat(0);
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      v128.store(out + (j << 2), multiplyAdd(factor, v128.load(delta + (j << 2)), zero));
    }
    for (; j < columns; j++) {
      v128.store_lane<f32>(out + (j << 2), multiplyAdd(factor, v128.load32_zero(delta + (j << 2)), zero), 0);
    }
    x += 4;
    out += <usize>units << 2;
  }
}
