/** A row of a list that is being dragged up or down. Places are in pixels. */
export interface RowDrag {
  /** Its number in the list. */
  row: number;
  /** The middles of all rows when it was taken hold of. */
  middles: readonly number[];
  /** Where the pointer took hold, and how far down it has come since. */
  from: number;
  by: number;
}

/** The row whose place it would take now: the one whose middle is nearest to its own. */
export function rowDragTarget({ row, middles, by }: RowDrag): number {
  const at = middles[row] + by;
  let nearest = row;
  middles.forEach((middle, index) => {
    if (Math.abs(middle - at) < Math.abs(middles[nearest] - at)) nearest = index;
  });
  return nearest;
}
