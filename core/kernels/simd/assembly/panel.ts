import { tileColumns } from './tile';
import { loadPart, storePart } from './vector';

// B is packed before it is used: a panel is 8 columns of it, row after row, with zeros where B has no more columns. The
// rows of a panel lie `rowBytes` apart, and panels `panelBytes`: one behind another, or side by side.

/** Bytes of a row of a panel. */
export const panelRow: usize = tileColumns << 2;

/** Packs `columns` columns of B, whose rows are `bRow` bytes apart, to panels. */
export function packPanels(
  b: usize, bRow: usize, columns: i32, depth: i32,
  panel: usize, rowBytes: usize, panelBytes: usize,
): void {
  const left = columns & (tileColumns - 1);
  const whole = columns - left;
  for (let k = 0; k < depth; k++) {
    let to = panel;
    for (let j = 0; j < whole; j += tileColumns) {
      v128.store(to, v128.load(b + (j << 2)));
      v128.store(to, v128.load(b + (j << 2), 16), 16);
      to += panelBytes;
    }
    if (left) copyPart(b + (whole << 2), to, left);
    b += bRow;
    panel += rowBytes;
  }
}

/** The same for a B that lies transposed: its columns are rows in memory, `bRow` bytes apart. */
export function packTransposedPanels(
  b: usize, bRow: usize, columns: i32, depth: i32,
  panel: usize, rowBytes: usize, panelBytes: usize,
): void {
  for (let j = 0; j < columns; j += tileColumns) {
    packHalf(b, bRow, depth, columns - j, panel, rowBytes);
    packHalf(b + 4 * bRow, bRow, depth, columns - j - 4, panel + 16, rowBytes);
    b += tileColumns * bRow;
    panel += panelBytes;
  }
}

/** Turns four rows in memory (or the first `columns` of them, zeros for the others) into half a panel. */
function packHalf(b: usize, bRow: usize, depth: i32, columns: i32, panel: usize, rowBytes: usize): void {
  const whole = columns >= 4 ? depth & ~3 : 0;
  if (whole) packFourColumns(b, bRow, whole, panel, rowBytes);
  packFewColumns(b + (whole << 2), bRow, depth - whole, columns, panel + <usize>whole * rowBytes, rowBytes);
}

/** Turns four rows over, four by four numbers at a time; `depth` is a multiple of 4. */
function packFourColumns(b: usize, bRow: usize, depth: i32, panel: usize, rowBytes: usize): void {
  let b1 = b + bRow, b2 = b1 + bRow, b3 = b2 + bRow;
  for (let k = 0; k < depth; k += 4) {
    const row0 = v128.load(b), row1 = v128.load(b1), row2 = v128.load(b2), row3 = v128.load(b3);
    const low01 = v128.shuffle<f32>(row0, row1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(row0, row1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(row2, row3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(row2, row3, 2, 6, 3, 7);
    v128.store(panel, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(panel + rowBytes, v128.shuffle<f64>(low01, low23, 1, 3));
    v128.store(panel + 2 * rowBytes, v128.shuffle<f64>(high01, high23, 0, 2));
    v128.store(panel + 3 * rowBytes, v128.shuffle<f64>(high01, high23, 1, 3));
    b += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
    panel += 4 * rowBytes;
  }
}

function packFewColumns(b: usize, bRow: usize, depth: i32, columns: i32, panel: usize, rowBytes: usize): void {
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < 4; j++) {
      store<f32>(panel + (j << 2), j < columns ? load<f32>(b + <usize>j * bRow) : 0);
    }
    b += 4;
    panel += rowBytes;
  }
}

/** Packs the first `height` numbers of `depth` rows that are `aRow` bytes apart, one after another. */
export function packTile(a: usize, aRow: usize, height: i32, depth: i32, to: usize): void {
  for (let k = 0; k < depth; k++) {
    if (height == 6) {
      v128.store(to, v128.load(a));
      store<u64>(to, load<u64>(a, 16), 16);
    } else for (let n = 0; n < height << 2; n += 4) store<f32>(to + n, load<f32>(a + n));
    a += aRow;
    to += height << 2;
  }
}

/** Copies `columns` (0 to 7) numbers and makes the rest of a row of 8 zero. Reads nothing beyond. */
export function copyPart(from: usize, to: usize, columns: i32): void {
  v128.store(to, columns < 4 ? loadPart(from, columns) : v128.load(from));
  v128.store(to, loadPart(from + 16, columns - 4), 16);
}

/** Copies the first `columns` (0 to 7) numbers of a row of 8. Writes nothing beyond. */
export function storeRowPart(from: usize, to: usize, columns: i32): void {
  if (columns < 4) return storePart(to, v128.load(from), columns);
  v128.store(to, v128.load(from));
  storePart(to + 16, v128.load(from, 16), columns - 4);
}
