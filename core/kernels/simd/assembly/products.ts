import { copyPart, packPanels, packTile, packTransposedPanels, panelRow, storeRowPart } from './panel';
import { descendOuterProduct, descendRow, outerProduct, rowTimesMatrix, singleRowScratch } from './singleRow';
import { multiplySparse, sparseDepth, sparseScratch, wideColumns } from './sparse';
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
/**
 * Numbers in a group of packed panels. 64 KB are 64 columns at full depth: long enough runs of B's rows for the
 * processor to fetch ahead, which is worth a third where B comes from the third-level cache.
 */
const groupLength: i32 = 16384;

/** Where a tile at the right edge, a row of zeros and a packed block of A lie in scratch, in bytes. */
const edgeTile: usize = groupLength << 2;
const zeroRow: usize = edgeTile + <usize>tileRows * panelRow;
const packedA: usize = zeroRow + panelRow;

/** Numbers of scratch that a product needs. */
export function productScratchLength(): i32 {
  return max(max(<i32>(packedA >> 2) + blockRows * blockDepth, sparseScratch), singleRowScratch);
}

/** out[r, u] = bias[u] + Σᵢ x[r, i]·weights[i, u] for `rows` rows and `columns` of the `units` columns. */
export function weightedSums(
  x: usize, weights: usize, bias: usize, out: usize,
  rows: i32, inputs: i32, columns: i32, units: i32, sparse: bool, scratch: usize,
): void {
  if (rows == 1) return rowTimesMatrix(x, weights, bias, out, inputs, columns, units, scratch);
  const bytes = units << 2;
  product(false, false, sparse, false, 0, x, inputs << 2, weights, bytes, bias, out, bytes, rows, inputs, columns, scratch);
}

/** out[i, u] = Σᵣ x[r, i]·delta[r, u] for `height` of the `inputs` rows of out and `columns` of its `units` columns. */
export function weightGradient(
  x: usize, delta: usize, out: usize,
  rows: i32, height: i32, inputs: i32, columns: i32, units: i32, sparse: bool, scratch: usize,
): void {
  if (rows == 1) return outerProduct(x, delta, out, height, columns, units);
  const bytes = units << 2;
  product(true, false, sparse, false, 0, x, inputs << 2, delta, bytes, 0, out, bytes, height, rows, columns, scratch);
}

/** out[r, i] = Σᵤ delta[r, u]·weights[i, u] for `rows` rows and `columns` of the `inputs` columns. */
export function inputGradient(
  delta: usize, weights: usize, out: usize,
  rows: i32, columns: i32, inputs: i32, units: i32, sparse: bool, scratch: usize,
): void {
  const bytes = units << 2;
  product(false, true, sparse, false, 0, delta, bytes, weights, bytes, 0, out, inputs << 2, rows, units, columns, scratch);
}

/** The most rows that `descend` takes: the depth of a sum that is never put down half-way. */
export function mostDescendRows(): i32 {
  return sparseDepth;
}

/** weights[i, u] ← weights[i, u] − rate·Σᵣ x[r, i]·delta[r, u], each sum rounded as `weightGradient` rounds it. */
export function descend(
  weights: usize, x: usize, delta: usize, rate: f32,
  rows: i32, height: i32, inputs: i32, columns: i32, units: i32, sparse: bool, scratch: usize,
): void {
  if (rows == 1) return descendOuterProduct(weights, x, delta, rate, height, columns, units);
  const bytes = units << 2;
  product(true, false, sparse, true, rate, x, inputs << 2, delta, bytes, 0, weights, bytes, height, rows, columns, scratch);
}

/** As `multiply`, leaving out the zeros of A where it is `sparse`, as far as there are whole wide columns. */
// @ts-ignore: decorator
@inline
function product(
  aTransposed: bool, bTransposed: bool, sparse: bool, descends: bool, rate: f32,
  a: usize, aRow: usize, b: usize, bRow: usize, bias: usize, c: usize, cRow: usize,
  rows: i32, depth: i32, columns: i32, scratch: usize,
): void {
  if (sparse) {
    const wide = columns & ~(wideColumns - 1);
    if (wide) {
      multiplySparse(
        aTransposed, bTransposed, descends, rate,
        a, aRow, b, bRow, bias, c, cRow, rows, depth, wide, scratch,
      );
    }
    if (wide == columns) return;
    b += bTransposed ? <usize>wide * bRow : wide << 2;
    if (bias) bias += wide << 2;
    c += wide << 2;
    columns -= wide;
  }
  multiply(
    aTransposed, bTransposed, descends, rate,
    a, aRow, b, bRow, bias, c, cRow, rows, depth, columns, scratch,
  );
}

/**
 * C = bias + A·B, C being `rows × columns`, with `depth` products in each sum; a `bias` of 0 is none. `aRow`, `bRow`
 * and `cRow` are the bytes between rows in memory. `aTransposed` and `bTransposed` say that A or B lies in memory as
 * its transpose; they are constants at each call.
 *
 * With `descends` it is C ← C − rate·A·B instead, for a depth of one block.
 *
 * B is gone through in blocks of depth. Of a block as many panels of 8 columns as fit are packed into scratch.
 */
// @ts-ignore: decorator
@inline
function multiply(
  aTransposed: bool, bTransposed: bool, descends: bool, rate: f32,
  a: usize, aRow: usize, b: usize, bRow: usize, bias: usize, c: usize, cRow: usize,
  rows: i32, depth: i32, columns: i32, scratch: usize,
): void {
  copyPart(0, scratch + zeroRow, 0);
  const height = part(rows, parts(rows, blockRows));
  const thickness = part(depth, parts(depth, blockDepth));
  for (let r = 0; r < rows; r += height) {
    for (let k = 0; k < depth; k += thickness) {
      const blockA = a + (aTransposed ? <usize>k * aRow + (r << 2) : <usize>r * aRow + (k << 2));
      const kCount = min(thickness, depth - k);
      const rCount = min(height, rows - r);
      // Columns of A are packed as well: in memory they can lie so that they push each other out of the caches.
      if (aTransposed) packTiles(blockA, aRow, rCount, kCount, scratch + packedA);
      const tilesA = aTransposed ? scratch + packedA : blockA;
      const width = groupLength / kCount & ~(tileColumns - 1);
      for (let j = 0; j < columns; j += width) {
        const jCount = min(width, columns - j);
        const panelBytes = <usize>kCount * panelRow;
        const blockB = b + (bTransposed ? <usize>j * bRow + (k << 2) : <usize>k * bRow + (j << 2));
        if (bTransposed) packTransposedPanels(blockB, bRow, jCount, kCount, scratch, panelRow, panelBytes);
        else packPanels(blockB, bRow, jCount, kCount, scratch, panelRow, panelBytes);
        const groupBias = bias ? bias + (j << 2) : 0;
        const groupC = c + <usize>r * cRow + (j << 2);
        multiplyGroup(
          aTransposed, descends, rate, k == 0,
          tilesA, aRow, scratch, groupBias, groupC, cRow, rCount, kCount, jCount,
        );
      }
    }
  }
}

/** Packs `rows` columns of a transposed A, tile after tile as `multiplyGroup` takes them. */
function packTiles(a: usize, aRow: usize, rows: i32, depth: i32, to: usize): void {
  let tiles = parts(rows, tileRows);
  for (let r = 0; r < rows; tiles--) {
    const height = part(rows - r, tiles);
    packTile(a, aRow, height, depth, to);
    a += height << 2;
    to += <usize>(height * depth) << 2;
    r += height;
  }
}

/**
 * The share of a group of packed panels in C: every tile of A's rows meets every panel. `first` says that the sums
 * begin here, with the bias; else they go on from what C holds.
 */
// @ts-ignore: decorator
@inline
function multiplyGroup(
  aTransposed: bool, descends: bool, rate: f32, first: bool,
  a: usize, aRow: usize, scratch: usize, bias: usize, c: usize, cRow: usize,
  rows: i32, depth: i32, columns: i32,
): void {
  const edge = scratch + edgeTile;
  const startRow = first ? 0 : cRow;
  let tiles = parts(rows, tileRows);
  for (let r = 0; r < rows; tiles--) {
    const height = part(rows - r, tiles);
    const tileARow = aTransposed ? height << 2 : aRow;
    let panel = scratch;
    for (let j = 0; j < columns; j += tileColumns) {
      const tileC = c + (j << 2);
      const start = !first ? tileC : bias ? bias + (j << 2) : scratch + zeroRow;
      const width = columns - j;
      if (descends) {
        anyTile(aTransposed, height, a, tileARow, panel, depth, scratch + zeroRow, 0, edge, panelRow);
        for (let n = 0; n < height; n++) {
          descendRow(tileC + <usize>n * cRow, edge + <usize>n * panelRow, rate, min(width, tileColumns));
        }
      } else if (width >= tileColumns) {
        anyTile(aTransposed, height, a, tileARow, panel, depth, start, startRow, tileC, cRow);
      } else {
        // A tile at the right edge is worked out in scratch, as wide as any, and the columns that exist are copied.
        for (let n = 0; n < height; n++) copyPart(start + <usize>n * startRow, edge + <usize>n * panelRow, width);
        anyTile(aTransposed, height, a, tileARow, panel, depth, edge, panelRow, edge, panelRow);
        for (let n = 0; n < height; n++) storeRowPart(edge + <usize>n * panelRow, tileC + <usize>n * cRow, width);
      }
      panel += <usize>depth * panelRow;
    }
    a += <usize>height * (aTransposed ? <usize>depth << 2 : aRow);
    c += <usize>height * cRow;
    r += height;
  }
}

// @ts-ignore: decorator
@inline
function anyTile(
  aTransposed: bool,
  height: i32, a: usize, aRow: usize, panel: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  if (aTransposed) tileOfColumns(height, a, aRow, panel, depth, start, startRow, c, cRow);
  else tileOfRows(height, a, aRow, panel, depth, start, startRow, c, cRow);
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
