import { copyPart, packPanels, packTransposedPanels, panelRow } from './panel';
import { outerProduct, rowTimesMatrix } from './singleRow';
import { tileColumns, tileOfColumns, tileOfRows, tileRows } from './tile';

// The three matrix products of a dense layer. Each works on a range of the outputs, given by addresses moved to the
// range's beginning and by its size, beside the distance between rows: so threads can share the outputs of a phase.
//
// Each output element is added up one product after another in the order of depth, beginning with the bias or zero,
// with one multiplyAdd each, in every path through these files. A sum that is cut into blocks of depth goes on from
// what it had been stored as, which is exactly what it was. So a result depends on the element's own inputs alone.

/** Depth of a block of B. */
const blockDepth: i32 = 256;
/** Rows of a block: so many of A, 256 numbers each, take half a megabyte of the second-level cache. */
const blockRows: i32 = 512;
/** Numbers in a group of packed panels: 16 KB, which leaves the other half of a first-level cache to A and C. */
const groupLength: i32 = 16384;

/** Numbers of scratch that a thread needs: packed panels, a tile at the right edge and its start, and a row of zeros. */
export function scratchLength(): i32 {
  return groupLength + (2 * tileRows + 1) * tileColumns;
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
  x: usize, delta: usize, out: usize,
  rows: i32, height: i32, inputs: i32, columns: i32, units: i32, scratch: usize,
): void {
  if (rows == 1) return outerProduct(x, delta, out, height, columns, units);
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
 * C = bias + A·B, C being `rows × columns`, with `depth` products in each sum; a `bias` of 0 is none. `aRow`, `bRow`
 * and `cRow` are the bytes between rows in memory. `aTransposed` and `bTransposed` say that A or B lies in memory as
 * its transpose; they are constants at each call.
 *
 * B is gone through in blocks of depth. Of a block as many panels of 8 columns as fit are packed into scratch, and
 * every tile of rows then meets every one of these panels.
 */
// @ts-ignore: decorator
@inline
function multiply(
  aTransposed: bool, bTransposed: bool,
  a: usize, aRow: usize, b: usize, bRow: usize, bias: usize, c: usize, cRow: usize,
  rows: i32, depth: i32, columns: i32, scratch: usize,
): void {
  const edgeTile = scratch + (groupLength << 2);
  const edgeStart = edgeTile + <usize>tileRows * panelRow;
  const zeroRow = edgeStart + <usize>tileRows * panelRow;
  copyPart(0, zeroRow, 0);

  const height = part(rows, parts(rows, blockRows));
  const thickness = part(depth, parts(depth, blockDepth));
  for (let r0 = 0; r0 < rows; r0 += height) {
    const r1 = min(r0 + height, rows);
    for (let k0 = 0; k0 < depth; k0 += thickness) {
      const k1 = min(k0 + thickness, depth);
      const groupColumns = groupLength / (k1 - k0) & ~(tileColumns - 1);
      for (let j0 = 0; j0 < columns; j0 += groupColumns) {
        const j1 = min(j0 + groupColumns, columns);
        if (bTransposed) packTransposedPanels(b + (k0 << 2), bRow, j0, j1, k1 - k0, scratch);
        else packPanels(b + <usize>k0 * bRow, bRow, j0, j1, k1 - k0, scratch);

        let tiles = parts(r1 - r0, tileRows);
        for (let r = r0; r < r1; tiles--) {
          const tileHeight = part(r1 - r, tiles);
          const tileA = aTransposed ? a + <usize>k0 * aRow + (r << 2) : a + <usize>r * aRow + (k0 << 2);
          let panel = scratch;
          for (let j = j0; j < j1; j += tileColumns) {
            const tileC = c + <usize>r * cRow + (j << 2);
            const width = j1 - j;
            const full = width >= tileColumns;
            let start = tileC, startRow = cRow, to = tileC, toRow = cRow;
            if (k0 == 0) {
              start = bias ? bias + (j << 2) : zeroRow;
              startRow = 0;
            }
            // A tile at the right edge is worked out in scratch, from where the columns that exist are copied.
            if (!full) {
              const startRows = startRow ? tileHeight : 1;
              for (let row = 0; row < startRows; row++) {
                copyPart(start + <usize>row * startRow, edgeStart + <usize>row * panelRow, width);
              }
              start = edgeStart;
              if (startRow) startRow = panelRow;
              to = edgeTile;
              toRow = panelRow;
            }
            if (aTransposed) tileOfColumns(tileHeight, tileA, aRow, panel, k1 - k0, start, startRow, to, toRow);
            else tileOfRows(tileHeight, tileA, aRow, panel, k1 - k0, start, startRow, to, toRow);
            if (!full) copyTile(edgeTile, tileC, cRow, tileHeight, width);
            panel += <usize>(k1 - k0) * panelRow;
          }
          r += tileHeight;
        }
      }
    }
  }
}

/** How many parts of at most `largest` a total takes. */
// @ts-ignore: decorator
@inline
function parts(total: i32, largest: i32): i32 {
  return (total + largest - 1) / largest;
}

/** The size of the first of `count` parts of a total that are as equal as may be. */
// @ts-ignore: decorator
@inline
function part(total: i32, count: i32): i32 {
  return (total + count - 1) / count;
}

/** Copies the `width` (1 to 7) columns that exist of a tile worked out in scratch. */
function copyTile(tile: usize, c: usize, cRow: usize, height: i32, width: i32): void {
  for (let r = 0; r < height; r++) {
    for (let j = 0; j < width; j++) store<f32>(c + (j << 2), load<f32>(tile + (j << 2)));
    tile += panelRow;
    c += cRow;
  }
}
