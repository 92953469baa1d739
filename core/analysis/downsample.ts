/** Of a curve, the points [from, to). */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Chooses which points of a part of a curve to draw when it has more of them than the screen has room for.
 *
 * The curve is cut into stretches of equally many points, and of each its first, lowest, highest and last point are
 * kept: what is drawn then looks like the whole curve (Jugel et al., "M4", VLDB 2014). A non-finite point stays as a
 * gap, one a stretch. The indices in `keep`, such as that of the best point, are always among the chosen ones.
 *
 * A stretch has a power of two of points and begins at a multiple of it, counted from the beginning of the curve. So the
 * same points are chosen while a curve grows, or is moved, and the line does not tremble.
 *
 * Returns indices into `values`, in rising order: all of the part when it has at most `limit`, otherwise at most
 * `limit` + `keep.length`. `limit` is at least 10.
 */
export function downsample(
  values: ArrayLike<number>,
  limit: number,
  keep: readonly number[] = [],
  { from, to }: Stretch = { from: 0, to: values.length },
): number[] {
  if (to - from <= limit) return Array.from({ length: to - from }, (_, index) => from + index);
  const size = stretchSize(to - from, limit);
  const chosen: number[] = [];
  for (let start = from - (from % size); start < to; start += size) {
    addCorners(chosen, values, { from: Math.max(from, start), to: Math.min(to, start + size) });
  }
  return keep.length === 0 ? chosen : [...new Set([...chosen, ...keep])].sort((a, b) => a - b);
}

const pointsOfStretch = 5;

/** The smallest power of two with which so many points make no more stretches than there is room for. */
function stretchSize(points: number, limit: number): number {
  // A part that begins or ends within a stretch has up to two more, which are not whole.
  const most = Math.max(1, Math.floor(limit / pointsOfStretch) - 1);
  return 2 ** Math.ceil(Math.log2(points / most));
}

/** Adds the first, lowest, highest and last point of a stretch, and its first gap if it has one. */
function addCorners(chosen: number[], values: ArrayLike<number>, { from, to }: Stretch): void {
  let lowest = from;
  let highest = from;
  let lowestValue = Infinity;
  let highestValue = -Infinity;
  let gap = from;
  let hasGap = false;
  for (let index = from; index < to; index++) {
    const value = values[index];
    if (!Number.isFinite(value)) {
      if (!hasGap) gap = index;
      hasGap = true;
      continue;
    }
    if (value < lowestValue) [lowest, lowestValue] = [index, value];
    if (value > highestValue) [highest, highestValue] = [index, value];
  }
  const corners = [from, lowest, highest, gap, to - 1].sort((a, b) => a - b);
  for (const index of corners) if (index !== chosen[chosen.length - 1]) chosen.push(index);
}
