import type { ColumnDescription } from '../contract/dataset.ts';

const mostBins = 24;

export type ColumnMeasures = Omit<ColumnDescription, 'name' | 'role'>;

/**
 * What a column holds. `values` is `[rows × width]`, row-major, all of it finite, with at least one row. The deviation
 * is the root of the mean squared distance from the mean.
 */
export function measureColumn(values: Float32Array, column: number, width: number): ColumnMeasures {
  const range = measureRange(values, column, width);
  const { minimum, maximum, mean, isWhole } = range;
  const bins = binsFor(minimum, maximum, isWhole);
  const histogram = new Array<number>(bins).fill(0);
  // Whole numbers stand in the middle of their own bin, and all others in equal stretches of the range.
  const ownBins = isWhole && bins === maximum - minimum + 1;
  const perUnit = ownBins || maximum === minimum ? 1 : bins / (maximum - minimum);
  let squares = 0;
  for (let at = column; at < values.length; at += width) {
    squares += (values[at] - mean) ** 2;
    histogram[Math.min(bins - 1, Math.floor((values[at] - minimum) * perUnit))]++;
  }
  const deviation = Math.sqrt(squares / (values.length / width));
  return { type: typeOf(range), minimum, maximum, mean, deviation, histogram };
}

interface Range {
  minimum: number;
  maximum: number;
  mean: number;
  isWhole: boolean;
}

function measureRange(values: Float32Array, column: number, width: number): Range {
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  let isWhole = true;
  for (let at = column; at < values.length; at += width) {
    const value = values[at];
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
    isWhole &&= Number.isInteger(value);
  }
  return { minimum, maximum, mean: sum / (values.length / width), isWhole };
}

function binsFor(minimum: number, maximum: number, isWhole: boolean): number {
  if (minimum === maximum) return 1;
  return isWhole && maximum - minimum < mostBins ? maximum - minimum + 1 : mostBins;
}

function typeOf({ minimum, maximum, isWhole }: Range): ColumnMeasures['type'] {
  if (!isWhole) return 'number';
  return minimum >= 0 && maximum <= 1 ? 'zero-or-one' : 'whole';
}
