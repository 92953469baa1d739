/** One line of the table: what was measured, and what it should be. */
export interface Figure {
  what: string;
  /** One number for each repetition. */
  values: readonly number[];
  unit: string;
  /** The most that it may be. */
  target: number;
  /** How the repetitions are put together: the middle one, or the largest where the target is for every one. */
  of?: 'median' | 'largest';
}

/** The value below which a share of the values lies, by the nearest one (NIST handbook 7.2.6.2 without interpolation). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** The value in the middle, or between the two that are. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A line for people, as in "a chart of 200,000 points is drawn anew    31.2 ms  (28.0 to 40.1)  at most 50 ms: reached". */
export function figureLine({ what, values, unit, target, of = 'median' }: Figure): string {
  const value = of === 'median' ? median(values) : Math.max(...values);
  const shown = (number: number) => number.toFixed(1);
  const range = `(${values.length}: ${shown(Math.min(...values))} to ${shown(Math.max(...values))})`;
  const verdict = value <= target ? 'reached' : 'missed';
  return `${what.padEnd(62)} ${`${shown(value)} ${unit}`.padStart(10)}  ${range.padEnd(22)} at most ${target} ${unit}: ${verdict}`;
}
