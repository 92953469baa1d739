/** A table's cells are text; what they say is found here. */

/** What separates the whole part of a number from its fraction: a point, or a comma as in much of Europe. */
export type DecimalMark = '.' | ',';

const missingWords = new Set(['', 'na', 'n/a', 'null', '?']);
const infiniteWords = /^[+-]?(nan|inf|infinity)$/i;
const pointNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const commaNumber = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i;

/** Whether a cell has no value: it is empty, or says NA, N/A, null or ?, in capitals or not. */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && missingWords.has(cell.toLowerCase());
}

/** The number that a cell holds, which may be infinite or NaN if that is what it says; undefined if it holds none. */
export function numberIn(cell: string, decimal: DecimalMark): number | undefined {
  if (decimal === '.') {
    if (pointNumber.test(cell)) return Number(cell);
  } else if (commaNumber.test(cell)) {
    return Number(cell.replace(',', '.'));
  }
  return infiniteWords.test(cell) ? NaN : undefined;
}

/** Whether float32, in which all examples are kept, can hold a number of about that size. */
export function isStorable(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}
