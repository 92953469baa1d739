import { multiplyAdd } from './vector';

/** Rows of a full tile: 6 × 2 sums, two vectors of B and one number of A fill the 15 registers that V8 has to give. */
export const tileRows: i32 = 6;
/** Columns of a tile and of a panel of B. */
export const tileColumns: i32 = 8;

/**
 * One tile of a matrix product, C = start + A·B, of `height` rows by 8 columns, held in registers over all of `depth`.
 *
 * Each element begins as its `start` and takes its products one after another in the order of depth, one `multiplyAdd`
 * each: the order does not depend on where the element lies in a tile, nor on how high the tile is.
 *
 * A[r, k] is at `a + r·aRow + k·aDepth`; `adjacent` says that aRow is 4 bytes, which makes one address do for all rows.
 * B[k, 0…7] is at `b + 32·k`, packed. Row r of `start` is at `start + r·startRow`; startRow 0 gives every row the same.
 * Distances are in bytes. `height` and `adjacent` are constants at each call, so that each call becomes a loop
 * without branches.
 */
// @ts-ignore: decorator
@inline
function tile(
  height: i32,
  adjacent: bool,
  a: usize,
  aRow: usize,
  aDepth: usize,
  b: usize,
  depth: i32,
  start: usize,
  startRow: usize,
  c: usize,
  cRow: usize,
): void {
  let s0 = start;
  let left0 = v128.load(s0), right0 = v128.load(s0, 16);
  if (height > 1) s0 += startRow;
  let left1 = v128.load(s0), right1 = v128.load(s0, 16);
  if (height > 2) s0 += startRow;
  let left2 = v128.load(s0), right2 = v128.load(s0, 16);
  if (height > 3) s0 += startRow;
  let left3 = v128.load(s0), right3 = v128.load(s0, 16);
  if (height > 4) s0 += startRow;
  let left4 = v128.load(s0), right4 = v128.load(s0, 16);
  if (height > 5) s0 += startRow;
  let left5 = v128.load(s0), right5 = v128.load(s0, 16);

  let a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow, a5 = a4 + aRow;
  for (let k = 0; k < depth; k++) {
    const left = v128.load(b), right = v128.load(b, 16);
    {
      const x = v128.load32_splat(a);
      left0 = multiplyAdd(x, left, left0);
      right0 = multiplyAdd(x, right, right0);
    }
    if (height > 1) {
      const x = adjacent ? v128.load32_splat(a, 4) : v128.load32_splat(a1);
      left1 = multiplyAdd(x, left, left1);
      right1 = multiplyAdd(x, right, right1);
    }
    if (height > 2) {
      const x = adjacent ? v128.load32_splat(a, 8) : v128.load32_splat(a2);
      left2 = multiplyAdd(x, left, left2);
      right2 = multiplyAdd(x, right, right2);
    }
    if (height > 3) {
      const x = adjacent ? v128.load32_splat(a, 12) : v128.load32_splat(a3);
      left3 = multiplyAdd(x, left, left3);
      right3 = multiplyAdd(x, right, right3);
    }
    if (height > 4) {
      const x = adjacent ? v128.load32_splat(a, 16) : v128.load32_splat(a4);
      left4 = multiplyAdd(x, left, left4);
      right4 = multiplyAdd(x, right, right4);
    }
    if (height > 5) {
      const x = adjacent ? v128.load32_splat(a, 20) : v128.load32_splat(a5);
      left5 = multiplyAdd(x, left, left5);
      right5 = multiplyAdd(x, right, right5);
    }
    a += aDepth;
    if (!adjacent) {
      a1 += aDepth;
      a2 += aDepth;
      a3 += aDepth;
      a4 += aDepth;
      a5 += aDepth;
    }
    b += tileColumns << 2;
  }

  storeRow(c, left0, right0);
  if (height > 1) storeRow((c += cRow), left1, right1);
  if (height > 2) storeRow((c += cRow), left2, right2);
  if (height > 3) storeRow((c += cRow), left3, right3);
  if (height > 4) storeRow((c += cRow), left4, right4);
  if (height > 5) storeRow((c += cRow), left5, right5);
}

// @ts-ignore: decorator
@inline
function storeRow(address: usize, left: v128, right: v128): void {
  v128.store(address, left);
  v128.store(address, right, 16);
}

// A function for each height and each A, and not one with all of them inlined: Binaryen would fold the ends of their
// loops into one loop that tests the height at every step, at two thirds of the speed.

function rows6(
  a: usize, aRow: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(6, false, a, aRow, 4, b, depth, start, startRow, c, cRow);
}

function rows5(
  a: usize, aRow: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(5, false, a, aRow, 4, b, depth, start, startRow, c, cRow);
}

function rows4(
  a: usize, aRow: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(4, false, a, aRow, 4, b, depth, start, startRow, c, cRow);
}

function rows3(
  a: usize, aRow: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(3, false, a, aRow, 4, b, depth, start, startRow, c, cRow);
}

function rows2(
  a: usize, aRow: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(2, false, a, aRow, 4, b, depth, start, startRow, c, cRow);
}

function rows1(
  a: usize, aRow: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(1, false, a, aRow, 4, b, depth, start, startRow, c, cRow);
}

function columns6(
  a: usize, aDepth: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(6, true, a, 4, aDepth, b, depth, start, startRow, c, cRow);
}

function columns5(
  a: usize, aDepth: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(5, true, a, 4, aDepth, b, depth, start, startRow, c, cRow);
}

function columns4(
  a: usize, aDepth: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(4, true, a, 4, aDepth, b, depth, start, startRow, c, cRow);
}

function columns3(
  a: usize, aDepth: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(3, true, a, 4, aDepth, b, depth, start, startRow, c, cRow);
}

function columns2(
  a: usize, aDepth: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(2, true, a, 4, aDepth, b, depth, start, startRow, c, cRow);
}

function columns1(
  a: usize, aDepth: usize, b: usize, depth: i32, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  tile(1, true, a, 4, aDepth, b, depth, start, startRow, c, cRow);
}

/** The tile of `height` rows whose A is row-major: aDepth is 4 bytes. */
export function tileOfRows(
  height: i32, a: usize, aRow: usize, b: usize, depth: i32,
  start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  switch (height) {
    case 6: return rows6(a, aRow, b, depth, start, startRow, c, cRow);
    case 5: return rows5(a, aRow, b, depth, start, startRow, c, cRow);
    case 4: return rows4(a, aRow, b, depth, start, startRow, c, cRow);
    case 3: return rows3(a, aRow, b, depth, start, startRow, c, cRow);
    case 2: return rows2(a, aRow, b, depth, start, startRow, c, cRow);
    default: return rows1(a, aRow, b, depth, start, startRow, c, cRow);
  }
}

/** The tile of `height` rows whose A is column-major: aRow is 4 bytes. */
export function tileOfColumns(
  height: i32, a: usize, aDepth: usize, b: usize, depth: i32,
  start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  switch (height) {
    case 6: return columns6(a, aDepth, b, depth, start, startRow, c, cRow);
    case 5: return columns5(a, aDepth, b, depth, start, startRow, c, cRow);
    case 4: return columns4(a, aDepth, b, depth, start, startRow, c, cRow);
    case 3: return columns3(a, aDepth, b, depth, start, startRow, c, cRow);
    case 2: return columns2(a, aDepth, b, depth, start, startRow, c, cRow);
    default: return columns1(a, aDepth, b, depth, start, startRow, c, cRow);
  }
}
