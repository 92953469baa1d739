/** From the smallest to the largest value of one column of `[rows × columns]`, and a margin on either side. */
export function rangeWithMargin(
  values: ArrayLike<number>,
  column: number,
  columns: number,
  margin: number,
): [from: number, to: number] {
  let least = Infinity;
  let most = -Infinity;
  for (let at = column; at < values.length; at += columns) {
    least = Math.min(least, values[at]);
    most = Math.max(most, values[at]);
  }
  const width = most - least || 1; // of a column that is the same everywhere
  return [least - margin * width, most + margin * width];
}

/** `count` numbers at equal distances, the ends of the range among them. */
export function evenlyAlong([from, to]: readonly [number, number], count: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** The middles of a grid's cells, `[rows × columns × 2]`: x and y of one row of cells after another, the highest y first. */
export function cellMiddles(
  x: readonly [number, number],
  y: readonly [number, number],
  columns: number,
  rows: number,
): Float32Array<ArrayBuffer> {
  const points = new Float32Array(rows * columns * 2);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      points[next++] = x[0] + ((x[1] - x[0]) * (column + 0.5)) / columns;
      points[next++] = y[1] - ((y[1] - y[0]) * (row + 0.5)) / rows;
    }
  }
  return points;
}
