import { packPanels, packTransposedPanels, panelRow } from './panel';
import { multiplyAdd, multiplySubtract } from './vector';

// Matrix products C = bias + A·B in which much of A is zero, as pictures of digits and what ReLU lets through are. A
// factor of zero adds nothing to a sum, so it is left out; the other products are added one by one in the order of
// depth, as everywhere. So the results are those of the dense products, bit for bit, as long as B has only numbers.

/** Columns of C that are worked out at once: eight vectors of sums, which stay in registers over a block of depth. */
export const wideColumns: i32 = 32;
/** Bytes of a row of B's panel. */
const wideRow: usize = wideColumns << 2;
/** Depth of a block. */
export const sparseDepth: i32 = 128;
/** Rows of A whose numbers other than zero are listed at once. */
const blockRows: i32 = 256;
/** Bytes of panels side by side: one of the full depth or several of less, half of the first-level cache. */
const groupBytes: usize = <usize>sparseDepth * wideRow;

/** A row's list: the place in a panel of the row of B to be taken, in bytes, and the number of A it is taken times. */
const entryBytes: usize = 8;
/** Of a full list, with room for an entry that is written before it is known whether it is zero. */
const listBytes: usize = (sparseDepth + 1) * entryBytes;

/** Where things lie in scratch, in bytes: panels, where each list ends, the lists, and a row of zeros. */
const ends: usize = groupBytes;
const lists: usize = ends + (blockRows << 2);
const zeroRow: usize = lists + blockRows * listBytes;

/** Numbers of scratch that a thread needs. */
export const sparseScratch: i32 = <i32>((zeroRow + groupBytes) >> 2);

/**
 * C = bias + A·B as `multiply` in products.ts has it, or with `descends` C ← C − rate·A·B, for a depth of one block;
 * `columns` is a multiple of `wideColumns`.
 */
// @ts-ignore: decorator
@inline
export function multiplySparse(
  aTransposed: bool, bTransposed: bool, descends: bool, rate: f32,
  a: usize, aRow: usize, b: usize, bRow: usize, bias: usize, c: usize, cRow: usize,
  rows: i32, depth: i32, columns: i32, scratch: usize,
): void {
  memory.fill(scratch + zeroRow, 0, columns << 2 < <i32>groupBytes ? columns << 2 : groupBytes);
  for (let r = 0; r < rows; r += blockRows) {
    const rCount = min(blockRows, rows - r);
    for (let k = 0; k < depth; k += sparseDepth) {
      const kCount = min(sparseDepth, depth - k);
      if (aTransposed) listColumns(a + <usize>k * aRow + (r << 2), aRow, rCount, kCount, scratch);
      else listRows(a + <usize>r * aRow + (k << 2), aRow, rCount, kCount, scratch);
      const width = sparseDepth / kCount * wideColumns;
      for (let j = 0; j < columns; j += width) {
        const jCount = min(width, columns - j);
        const blockB = b + (bTransposed ? <usize>j * bRow + (k << 2) : <usize>k * bRow + (j << 2));
        packWidePanels(bTransposed, blockB, bRow, jCount, kCount, scratch);
        const groupC = c + <usize>r * cRow + (j << 2);
        const start = k > 0 ? groupC : bias ? bias + (j << 2) : scratch + zeroRow;
        const startRow = k > 0 ? cRow : 0;
        multiplyLists(descends, rate, rCount, jCount, kCount, scratch, start, startRow, groupC, cRow);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function packWidePanels(bTransposed: bool, b: usize, bRow: usize, columns: i32, depth: i32, panel: usize): void {
  for (let j = 0; j < columns; j += wideColumns) {
    if (bTransposed) packTransposedPanels(b, bRow, wideColumns, depth, panel, wideRow, panelRow);
    else packPanels(b, bRow, wideColumns, depth, panel, wideRow, panelRow);
    b += bTransposed ? wideColumns * bRow : wideRow;
    panel += <usize>depth * wideRow;
  }
}

/** Lists what is not zero in each of `rows` rows of a row-major A. */
function listRows(a: usize, aRow: usize, rows: i32, depth: i32, scratch: usize): void {
  const zero = f32x4.splat(0);
  const whole = depth & ~3;
  for (let r = 0; r < rows; r++) {
    let entry = scratch + lists + <usize>r * listBytes;
    for (let k = 0; k < whole; k += 4) {
      const four = v128.load(a + (k << 2));
      const mask = i32x4.bitmask(f32x4.ne(four, zero));
      if (mask == 0) continue;
      const place = <usize>k * wideRow;
      store<u32>(entry, <u32>place);
      v128.store_lane<f32>(entry, four, 0, 4);
      entry += (mask & 1) << 3;
      store<u32>(entry, <u32>(place + wideRow));
      v128.store_lane<f32>(entry, four, 1, 4);
      entry += (mask & 2) << 2;
      store<u32>(entry, <u32>(place + 2 * wideRow));
      v128.store_lane<f32>(entry, four, 2, 4);
      entry += (mask & 4) << 1;
      store<u32>(entry, <u32>(place + 3 * wideRow));
      v128.store_lane<f32>(entry, four, 3, 4);
      entry += mask & 8;
    }
    for (let k = whole; k < depth; k++) {
      const number = load<f32>(a + (k << 2));
      store<u32>(entry, <u32>(<usize>k * wideRow));
      store<f32>(entry, number, 4);
      if (number != 0) entry += entryBytes;
    }
    store<u32>(scratch + ends + (r << 2), <u32>entry);
    a += aRow;
  }
}

/** The same of an A that lies transposed: its rows are columns in memory. */
function listColumns(a: usize, aRow: usize, rows: i32, depth: i32, scratch: usize): void {
  for (let r = 0; r < rows; r++) {
    store<u32>(scratch + ends + (r << 2), <u32>(scratch + lists + <usize>r * listBytes));
  }
  const zero = f32x4.splat(0);
  const whole = rows & ~3;
  for (let k = 0; k < depth; k++) {
    const place = <u32>(<usize>k * wideRow);
    for (let r = 0; r < whole; r += 4) {
      const four = v128.load(a + (r << 2));
      const mask = i32x4.bitmask(f32x4.ne(four, zero));
      if (mask == 0) continue;
      const end = scratch + ends + (r << 2);
      // Without a branch for each: whether a number is zero is hard to foretell.
      append(end, place, f32x4.extract_lane(four, 0), (mask & 1) << 3);
      append(end + 4, place, f32x4.extract_lane(four, 1), (mask & 2) << 2);
      append(end + 8, place, f32x4.extract_lane(four, 2), (mask & 4) << 1);
      append(end + 12, place, f32x4.extract_lane(four, 3), mask & 8);
    }
    for (let r = whole; r < rows; r++) {
      const number = load<f32>(a + (r << 2));
      append(scratch + ends + (r << 2), place, number, number != 0 ? <i32>entryBytes : 0);
    }
    a += aRow;
  }
}

// @ts-ignore: decorator
@inline
function append(end: usize, place: u32, number: f32, bytes: i32): void {
  const entry = <usize>load<u32>(end);
  store<u32>(entry, place);
  store<f32>(entry, number, 4);
  store<u32>(end, <u32>(entry + bytes));
}

/** C = start + lists·panels for `rows` rows; a `startRow` of 0 gives every row the same start. */
// @ts-ignore: decorator
@inline
function multiplyLists(
  descends: bool, rate: f32, rows: i32, columns: i32, depth: i32, scratch: usize, start: usize, startRow: usize, c: usize, cRow: usize,
): void {
  const panelBytes = <usize>depth * wideRow;
  for (let r = 0; r < rows; r++) {
    const list = scratch + lists + <usize>r * listBytes;
    const end = <usize>load<u32>(scratch + ends + (r << 2));
    let panel = scratch;
    if (!descends || end > list) for (let j: usize = 0; j < <usize>columns << 2; j += wideRow) {
      multiplyList(descends, rate, list, end, panel, start + j, c + j);
      panel += panelBytes;
    }
    start += startRow;
    c += cRow;
  }
}

// @ts-ignore: decorator
@inline
function multiplyList(descends: bool, rate: f32, list: usize, end: usize, panel: usize, start: usize, c: usize): void {
  let s0 = v128.load(start), s1 = v128.load(start, 16), s2 = v128.load(start, 32), s3 = v128.load(start, 48);
  let s4 = v128.load(start, 64), s5 = v128.load(start, 80), s6 = v128.load(start, 96), s7 = v128.load(start, 112);
  for (let entry = list; entry < end; entry += entryBytes) {
    const row = panel + <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    s0 = multiplyAdd(x, v128.load(row), s0);
    s1 = multiplyAdd(x, v128.load(row, 16), s1);
    s2 = multiplyAdd(x, v128.load(row, 32), s2);
    s3 = multiplyAdd(x, v128.load(row, 48), s3);
    s4 = multiplyAdd(x, v128.load(row, 64), s4);
    s5 = multiplyAdd(x, v128.load(row, 80), s5);
    s6 = multiplyAdd(x, v128.load(row, 96), s6);
    s7 = multiplyAdd(x, v128.load(row, 112), s7);
  }
  finish(descends, rate, c, s0);
  finish(descends, rate, c + 16, s1);
  finish(descends, rate, c + 32, s2);
  finish(descends, rate, c + 48, s3);
  finish(descends, rate, c + 64, s4);
  finish(descends, rate, c + 80, s5);
  finish(descends, rate, c + 96, s6);
  finish(descends, rate, c + 112, s7);
}

// @ts-ignore: decorator
@inline
function finish(descends: bool, rate: f32, c: usize, sums: v128): void {
  v128.store(c, descends ? multiplySubtract(f32x4.splat(rate), sums, v128.load(c)) : sums);
}
