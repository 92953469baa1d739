import type { Scores } from '#core/contract/run.ts';
import { formatPercent, formatValue } from '../components/format.ts';

/** What stands where there is no value. */
export const missing = '–';

/** Writes a value that may not be there. */
export function orMissing<Value>(value: Value | null | undefined, format: (value: Value) => string): string {
  return value === null || value === undefined ? missing : format(value);
}

/** A share of 1 in percent, with two decimals. */
export function formatAccuracy(share: number): string {
  return formatPercent(share, 2);
}

/** What a task's scores say in one: an accuracy, or R² for a regression. */
export function formatScore(scores: Scores | undefined): string {
  if (scores?.rSquared !== undefined) return `R² ${formatValue(scores.rSquared)}`;
  return orMissing(scores?.accuracy, formatAccuracy);
}

/** For the ticks of an axis, which has room for few digits: no more than are needed, as in 0.3, 1500 and 1.5e6. */
export function formatTick(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  const isPlain = size === 0 || (size >= 0.001 && size < 100_000);
  return isPlain ? String(rounded) : rounded.toExponential().replace('+', '');
}

/** The same for shares. */
export function formatShareTick(share: number): string {
  return `${Number((100 * share).toPrecision(4))}%`;
}

/** A setting as it was set, with all its digits. */
export function formatSetting(value: string | number | null): string {
  if (value === null) return missing;
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  return size !== 0 && size < 0.0001 ? String(value) : value.toLocaleString('en-GB', { maximumSignificantDigits: 15 });
}
