import { copyPart, packPanel, packTransposedPanel } from './panel';
import { tileColumns, tileOfColumns, tileOfRows, tileRows } from './tile';
import { multiplyAdd } from './vector';

// The three matrix products of a dense layer. Each works on a range of the outputs, given by addresses moved to the
// range's beginning and by its size, beside the distance between rows: so threads can share the outputs of a phase.
//
// Each output element is added up one product after another in the order of depth, beginning with the bias or zero,
// with one multiplyAdd each, in every path through this file. A sum that is cut into blocks of depth goes on from what
// it had been stored as, which is exactly what it was. So a result depends on nothing but the element's own inputs.

/** Depth of a block: 512 rows of a panel are 16 KB, half of the smallest first-level cache. */
const blockDepth: i32 = 512;
/** Rows of a block: as many rows of A, 512 numbers each, as take half a megabyte of the second-level cache. */
const blockRows: i32 = 252;

/** Numbers of scratch that a thread needs: a panel, a tile at the edge, and a row that begins it. */
export function scratchLength(): i32 {
  return blockDepth * tileColumns + tileRows * tileColumns + tileColumns;
}

/** out[r, u] = bias[u] + Σᵢ x[r, i]·weights[i, u] for `rows` rows and `columns` of the `units` columns. */
export function weightedSums(
  x: usize, weights: usize, bias: usize, out: usize,
  rows: i32, inputs: i32, columns: i32, units: i32, scratch: usize,
): void {
  if (rows == 1) return rowTimesMatrix(x, weights, bias, out, inputs, columns, units);
  multiply(false, false, x, inputs << 2, weights, units << 2, bias, out, units << 2, rows, inputs, columns, scratch);
}

/** out[i, u] = Σᵣ x[r, i]·delta[r, u] for `height` of the `inputs` rows of out and `columns` of its `units` columns. */
export function weightGradient(
  x: usize, delta: usize, out: usize, rows: i32,
  height: i32, inputs: i32, columns: i32, units: i32, scratch: usize,
): void {
  multiply(true, false, x, inputs << 2, delta, units << 2, 0, out, units << 2, height, rows, columns, scratch);
}

/** out[r, i] = Σᵤ delta[r, u]·weights[i, u] for `rows` rows and `columns` of the `inputs` columns. */
export function inputGradient(
  delta: usize, weights: usize, out: usize,
  rows: i32, columns: i32, inputs: i32, units: i32, scratch: usize,
): void {
  multiply(false, true, delta, units << 2, weights, units << 2, 0, out, inputs << 2, rows, units, columns, scratch);
}

/**
 * C = start + A·B, C being `rows × columns`, with `depth` products in each sum. `start` is a row of numbers (the bias)
 * or 0 for none. Distances between rows in memory are in bytes. `aTransposed` and `bTransposed` say that A or B lies in
 * memory as its transpose; they are constants at each call.
 *
 * A block of depth is gone through panel by panel: 8 columns of B are packed one after another into scratch, where
 * every tile of rows finds them in the first-level cache.
 */
// @ts-ignore: decorator
@inline
function multiply(
  aTransposed: bool, bTransposed: bool,
  a: usize, aRow: usize, b: usize, bRow: usize, start: usize, c: usize, cRow: usize,
  rows: i32, depth: i32, columns: i32, scratch: usize,
): void {
  const panel = scratch;
  const edge = panel + (blockDepth * tileColumns << 2);
  const first = edge + (tileRows * tileColumns << 2);

  const depthBlocks = (depth + blockDepth - 1) / blockDepth;
  const rowBlocks = (rows + blockRows - 1) / blockRows;
  for (let rowBlock = 0; rowBlock < rowBlocks; rowBlock++) {
    const row0 = share(rows, rowBlocks, rowBlock), row1 = share(rows, rowBlocks, rowBlock + 1);
    const tiles = (row1 - row0 + tileRows - 1) / tileRows;
    for (let depthBlock = 0; depthBlock < depthBlocks; depthBlock++) {
      const k0 = share(depth, depthBlocks, depthBlock), k1 = share(depth, depthBlocks, depthBlock + 1);
      for (let j = 0; j < columns; j += tileColumns) {
        const width = min(columns - j, tileColumns);
        const full = width == tileColumns;
        if (bTransposed) packTransposedPanel(b + <usize>j * bRow + (k0 << 2), bRow, k1 - k0, width, panel);
        else packPanel(b + <usize>k0 * bRow + (j << 2), bRow, k1 - k0, width, panel);
        if (depthBlock == 0) {
          if (start) copyPart(start + (j << 2), first, width);
          else copyPart(0, first, 0);
        }
        for (let t = 0; t < tiles; t++) {
          const r = row0 + share(row1 - row0, tiles, t);
          const height = row0 + share(row1 - row0, tiles, t + 1) - r;
          const tileC = c + <usize>r * cRow + (j << 2);
          // A tile at the right edge is worked out in scratch, and its columns that exist are copied.
          if (!full && depthBlock > 0) copyTileIn(tileC, cRow, edge, height, width);
          const to = full ? tileC : edge;
          const toRow: usize = full ? cRow : tileColumns << 2;
          const from = depthBlock == 0 ? first : to;
          const fromRow: usize = depthBlock == 0 ? 0 : toRow;
          if (aTransposed) {
            tileOfColumns(height, a + <usize>k0 * aRow + (r << 2), aRow, panel, tileColumns << 2, k1 - k0, from, fromRow, to, toRow);
          } else {
            tileOfRows(height, a + <usize>r * aRow + (k0 << 2), aRow, panel, tileColumns << 2, k1 - k0, from, fromRow, to, toRow);
          }
          if (!full) copyTileOut(edge, tileC, cRow, height, width);
        }
      }
    }
  }
}

/** Where part `index` of `parts` parts of `total` begins, the parts being as equal as may be. */
// @ts-ignore: decorator
@inline
function share(total: i32, parts: i32, index: i32): i32 {
  return <i32>((<i64>total * <i64>index) / <i64>parts);
}

function copyTileIn(c: usize, cRow: usize, edge: usize, height: i32, width: i32): void {
  for (let r = 0; r < height; r++) copyPart(c + <usize>r * cRow, edge + (r * tileColumns << 2), width);
}

function copyTileOut(edge: usize, c: usize, cRow: usize, height: i32, width: i32): void {
  for (let r = 0; r < height; r++) {
    for (let j = 0; j < width; j++) {
      store<f32>(c + <usize>r * cRow + (j << 2), load<f32>(edge + (r * tileColumns + j << 2)));
    }
  }
}

/** The weighted sums of a single row. The weights are read once, in the order they lie in, and not packed. */
function rowTimesMatrix(x: usize, weights: usize, bias: usize, out: usize, inputs: i32, columns: i32, units: i32): void {
  memory.copy(out, bias, columns << 2);
  const row = <usize>units << 2;
  for (let i = 0; i < inputs; i++) {
    const factor = v128.load32_splat(x);
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const at = out + (j << 2);
      v128.store(at, multiplyAdd(factor, v128.load(weights + (j << 2)), v128.load(at)));
    }
    for (; j < columns; j++) {
      const at = out + (j << 2);
      v128.store_lane<f32>(at, multiplyAdd(factor, v128.load32_zero(weights + (j << 2)), v128.load32_zero(at)), 0);
    }
    x += 4;
    weights += row;
  }
}
