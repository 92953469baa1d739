/** The side of a picture on the wall, and the space to the next, in px. */
export const tileSide = 56;
const tileGap = 4;
export const tileStep = tileSide + tileGap;

/** What is drawn begins and ends at every so many rows, so that scrolling by a row draws nothing anew. */
const rowsAtOnce = 4;

/** How many pictures stand beside each other on a wall of a width, in px. */
export function wallColumns(width: number): number {
  return Math.max(1, Math.floor((width + tileGap) / tileStep));
}

/** The height of a whole wall, in px. */
export function wallHeight(count: number, columns: number): number {
  return Math.max(0, Math.ceil(count / columns) * tileStep - tileGap);
}

/** The places on a wall that are drawn when it is scrolled to `top`: what is seen, and some rows more on either side. */
export function drawnSlots(top: number, height: number, count: number, columns: number): { from: number; to: number } {
  const firstRow = Math.max(0, Math.floor(top / tileStep / rowsAtOnce) - 1) * rowsAtOnce;
  const endRow = (Math.ceil((top + height) / tileStep / rowsAtOnce) + 1) * rowsAtOnce;
  const from = Math.min(count, firstRow * columns);
  return { from, to: Math.max(from, Math.min(count, endRow * columns)) };
}

/** The place under a point of the wall, in px; null between pictures and beyond them. */
export function slotAt(x: number, y: number, count: number, columns: number): number | null {
  const column = Math.floor(x / tileStep);
  const slot = Math.floor(y / tileStep) * columns + column;
  const isOnPicture = x >= 0 && y >= 0 && x % tileStep < tileSide && y % tileStep < tileSide;
  return isOnPicture && column < columns && slot < count ? slot : null;
}

/** The place that a key leads to from another; null for a key that leads nowhere. */
export function slotByKey(key: string, slot: number, count: number, columns: number, rowsSeen: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rowsSeen,
    PageDown: columns * rowsSeen,
    Home: -count,
    End: count,
  };
  if (!Object.hasOwn(steps, key)) return null;
  return Math.min(count - 1, Math.max(0, slot + steps[key]));
}

/** How far to scroll so that a place is wholly seen. */
export function scrolledTo(slot: number, top: number, height: number, columns: number): number {
  const start = Math.floor(slot / columns) * tileStep;
  if (start < top) return start;
  return start + tileSide > top + height ? start + tileSide - height : top;
}
