/**
 * Chooses which points of a curve to draw when it has more of them than the screen has room for.
 *
 * The curve is cut into stretches of equally many points, and of each its first, lowest, highest and last point are
 * kept: what is drawn then looks like the whole curve (Jugel et al., "M4", VLDB 2014). A non-finite point stays as a
 * gap, one a stretch. The indices in `keep`, such as that of the best point, are always among the chosen ones.
 *
 * Returns indices in rising order: all of them when there are at most `limit`, otherwise at most
 * `limit` + `keep.length`.
 */
export function downsample(values: readonly number[], limit: number, keep: readonly number[] = []): number[] {
  if (values.length <= limit) return values.map((_, index) => index);
  const stretches = Math.max(1, Math.floor(limit / pointsOfStretch));
  const chosen = new Set<number>(keep);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * values.length) / stretches);
    const to = Math.floor(((stretch + 1) * values.length) / stretches);
    for (const index of corners(values, from, to)) chosen.add(index);
  }
  return [...chosen].sort((a, b) => a - b);
}

const pointsOfStretch = 5;

/** The first, lowest, highest and last point of a stretch, and its first gap if it has one. */
function corners(values: readonly number[], from: number, to: number): number[] {
  const found = [from, to - 1];
  let lowest = -1;
  let highest = -1;
  let gap = -1;
  for (let index = from; index < to; index++) {
    const value = values[index];
    if (!Number.isFinite(value)) {
      if (gap < 0) gap = index;
      continue;
    }
    if (lowest < 0 || value < values[lowest]) lowest = index;
    if (highest < 0 || value > values[highest]) highest = index;
  }
  return [...found, lowest, highest, gap].filter((index) => index >= 0);
}
