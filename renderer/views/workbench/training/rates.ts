import type { RateAt } from '#core/preview/learningRates.ts';

/** A number with three figures that mean something, as in "0.1", "0.000123" and "1e-9". */
export function shortNumber(value: number): string {
  const short = Number(value.toPrecision(3));
  return String(short).replace('-', '−');
}

/** The course of a learning rate in one sentence. */
export function describeRates(rates: readonly RateAt[]): string {
  const values = rates.map(({ learningRate }) => learningRate);
  const [first, last, most] = [values[0], values[values.length - 1], Math.max(...values)];
  if (values.every((value) => value === first)) return `It is ${shortNumber(first)} all the time.`;
  const end = `ends at ${shortNumber(last)}`;
  const begin = `It begins at ${shortNumber(first)}`;
  if (first === most) return `${begin} and ${end}.`;
  const growth = `grows to ${shortNumber(most)}`;
  return last === most ? `${begin} and ${growth}.` : `${begin}, ${growth} and ${end}.`;
}
