/** Which way is better: a loss should be low, an accuracy high. */
export type Direction = 'lowest' | 'highest';

/** The index of the best finite value, the first one of equals; null when there is none. */
export function bestIndex(values: ArrayLike<number | null | undefined>, direction: Direction): number | null {
  let best: number | null = null;
  let bestValue = direction === 'lowest' ? Infinity : -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    const isBetter = direction === 'lowest' ? value < bestValue : value > bestValue;
    if (best !== null && !isBetter) continue;
    best = index;
    bestValue = value;
  }
  return best;
}
