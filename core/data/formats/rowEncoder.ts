import { isMissing, isStorable, numberIn, type DecimalMark } from './cells.ts';
import type { ColumnSummary } from './columnScan.ts';

/** Where a column's values go in an example. */
export interface FeatureColumn {
  name: string;
  kind: 'number' | 'category';
  /** The first feature that is this column's; a number has one, a category one for each of its categories. */
  feature: number;
  /** In the order of their features; null for numbers. */
  categories: string[] | null;
  /** What stands for a missing value, if it is filled in: the mean, or the place of the most frequent category. */
  filling: number | null;
}

/** Thrown for a cell that cannot have been there when the table was inspected. */
export class UnexpectedCell extends Error {}

/** The columns as features, one after another. */
export function featureColumns(columns: readonly ColumnSummary[]): FeatureColumn[] {
  let feature = 0;
  return columns.map((column) => {
    const first = feature;
    const isNumber = column.type === 'number';
    feature += isNumber ? 1 : column.values!.length;
    return {
      name: column.name,
      kind: isNumber ? 'number' : 'category',
      feature: first,
      categories: isNumber ? null : column.values!.map(({ value }) => value),
      filling: isNumber ? column.mean : mostFrequent(column.values!),
    };
  });
}

/** The place of the value that occurs most often, the first of them in natural order; null if there is none. */
function mostFrequent(values: readonly { count: number }[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((best, { count }, place) => (count > values[best].count ? place : best), 0);
}

/** Turns cells into numbers. */
export class CellReader {
  readonly #decimal: DecimalMark;
  readonly #places: Map<string, number> | null;

  constructor(decimal: DecimalMark, categories: readonly string[] | null) {
    this.#decimal = decimal;
    this.#places = categories && new Map(categories.map((category, place) => [category, place]));
  }

  /** The cell's number, or the place of its category; null if it has no value. */
  read(cell: string): number | null {
    if (isMissing(cell)) return null;
    const value = this.#places === null ? numberIn(cell, this.#decimal) : this.#places.get(cell);
    if (value === undefined || !isStorable(value)) throw new UnexpectedCell();
    return value;
  }
}
