import { tileColumns } from './tile';

/** Copies `columns` (1 to 8) columns of B, whose rows are `bDepth` bytes apart, to rows of 8 with zeros after them. */
export function packPanel(b: usize, bDepth: usize, depth: i32, columns: i32, panel: usize): void {
  for (let k = 0; k < depth; k++) {
    if (columns == tileColumns) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
    } else {
      copyPart(b, panel, columns);
    }
    b += bDepth;
    panel += tileColumns << 2;
  }
}

/**
 * The same for a B that lies transposed: its column j is a row in memory, at `b + j·bColumn`. It is turned over
 * four by four.
 */
export function packTransposedPanel(b: usize, bColumn: usize, depth: i32, columns: i32, panel: usize): void {
  for (let j = 0; j < tileColumns; j += 4) {
    const column = b + <usize>j * bColumn;
    const left = columns - j;
    if (left >= 4) packFourColumns(column, bColumn, depth, panel + (j << 2));
    else packFewColumns(column, bColumn, depth, left, panel + (j << 2));
  }
}

function packFourColumns(b: usize, bColumn: usize, depth: i32, panel: usize): void {
  let b1 = b + bColumn,
    b2 = b1 + bColumn,
    b3 = b2 + bColumn;
  let k = 0;
  for (; k + 4 <= depth; k += 4) {
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
  packFewColumns(b, bColumn, depth - k, 4, panel);
}

function packFewColumns(b: usize, bColumn: usize, depth: i32, columns: i32, panel: usize): void {
  for (let k = 0; k < depth; k++) {
    for (let j = 0; j < 4; j++) {
      store<f32>(panel + (j << 2), j < columns ? load<f32>(b + <usize>j * bColumn) : 0);
    }
    b += 4;
    panel += tileColumns << 2;
  }
}

/** Copies `columns` numbers and makes the rest of a row of 8 zero. */
export function copyPart(from: usize, to: usize, columns: i32): void {
  for (let j = 0; j < tileColumns; j++) store<f32>(to + (j << 2), j < columns ? load<f32>(from + (j << 2)) : 0);
}
