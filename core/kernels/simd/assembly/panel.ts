import { tileColumns } from './tile';

// B is packed before it is used: a panel is 8 columns of it, row after row, with zeros where B has no more columns.

/** Bytes of a row of a panel. */
export const panelRow: usize = tileColumns << 2;

/** Packs the columns from j0 to j1 of B, whose rows are `bRow` bytes apart, to panels one behind another. */
export function packPanels(b: usize, bRow: usize, j0: i32, j1: i32, depth: i32, panel: usize): void {
  const panelBytes = <usize>depth * panelRow;
  const whole = j0 + (j1 - j0 & ~(tileColumns - 1));
  for (let k = 0; k < depth; k++) {
    let to = panel;
    for (let j = j0; j < whole; j += tileColumns) {
      v128.store(to, v128.load(b + (j << 2)));
      v128.store(to, v128.load(b + (j << 2), 16), 16);
      to += panelBytes;
    }
    if (whole < j1) copyPart(b + (whole << 2), to, j1 - whole);
    b += bRow;
    panel += panelRow;
  }
}

/** The same for a B that lies transposed: its column j is a row in memory, at `b + j·bRow`. */
export function packTransposedPanels(b: usize, bRow: usize, j0: i32, j1: i32, depth: i32, panel: usize): void {
  for (let j = j0; j < j1; j += tileColumns) {
    const from = b + <usize>j * bRow;
    packHalf(from, bRow, depth, j1 - j, panel);
    packHalf(from + 4 * bRow, bRow, depth, j1 - j - 4, panel + 16);
    panel += <usize>depth * panelRow;
  }
}

/** Turns four rows in memory (or the first `columns` of them, zeros for the others) into half a panel. */
function packHalf(b: usize, bRow: usize, depth: i32, columns: i32, panel: usize): void {
  const whole = columns >= 4 ? depth & ~3 : 0;
  if (whole) packFourColumns(b, bRow, whole, panel);
  packFewColumns(b + (whole << 2), bRow, depth - whole, columns, panel + <usize>whole * panelRow);
}

function packFourColumns(b: usize, bRow: usize, depth: i32, panel: usize): void {
  let b1 = b + bRow,
    b2 = b1 + bRow,
    b3 = b2 + bRow;
  for (let k = 0; k < depth; k += 4) {
    const row0 = v128.load(b),
      row1 = v128.load(b1),
      row2 = v128.load(b2),
      row3 = v128.load(b3);
    const even01 = v128.shuffle<f32>(row0, row1, 0, 4, 1, 5),
      odd01 = v128.shuffle<f32>(row0, row1, 2, 6, 3, 7);
    const even23 = v128.shuffle<f32>(row2, row3, 0, 4, 1, 5),
      odd23 = v128.shuffle<f32>(row2, row3, 2, 6, 3, 7);
    v128.store(panel, v128.shuffle<f64>(even01, even23, 0, 2));
    v128.store(panel, v128.shuffle<f64>(even01, even23, 1, 3), 32);
    v128.store(panel, v128.shuffle<f64>(odd01, odd23, 0, 2), 64);
    v128.store(panel, v128.shuffle<f64>(odd01, odd23, 1, 3), 96);
    b += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
    panel += 128;
  }
}

function packFewColumns(b: usize, bRow: usize, depth: i32, columns: i32, panel: usize): void {
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < 4; j++) {
      store<f32>(panel + (j << 2), j < columns ? load<f32>(b + <usize>j * bRow) : 0);
    }
    b += 4;
    panel += panelRow;
  }
}

/** Copies `columns` numbers and makes the rest of a row of 8 zero. */
export function copyPart(from: usize, to: usize, columns: i32): void {
  for (let j = 0; j < tileColumns; j++) store<f32>(to + (j << 2), j < columns ? load<f32>(from + (j << 2)) : 0);
}
