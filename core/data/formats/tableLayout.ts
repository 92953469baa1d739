import { isMissing, numberIn, type DecimalMark } from './cells.ts';

/** In the order in which they are tried: text and decimal commas are full of commas, but not of the others. */
export const separators = ['\t', ';', '|', ','] as const;
export type Separator = (typeof separators)[number];

/** How the text of a table is to be read. */
export interface TableLayout {
  separator: Separator;
  /** Whether the first row names the columns. */
  header: boolean;
  decimal: DecimalMark;
}

/** What is known of it beforehand. */
export type KnownLayout = { [Setting in keyof TableLayout]?: TableLayout[Setting] | undefined };

/**
 * Finds the layout from a table's first rows, cut at each of the separators; what `known` says is taken as it is.
 *
 * The separator is the first of tab, semicolon, bar and comma that cuts every row into the same number of cells, two or
 * more; failing that, whichever cuts the first row into most. A number has a decimal comma if the separator is another
 * one, some cell reads as such a number, and none has a decimal point.
 */
export function findLayout(cut: (separator: Separator) => string[][], known: KnownLayout = {}): TableLayout {
  const separator = known.separator ?? findSeparator(cut);
  const rows = cut(separator);
  const decimal = known.decimal ?? findDecimal(separator, rows);
  return { separator, decimal, header: known.header ?? hasHeader(rows, decimal) };
}

function findSeparator(cut: (separator: Separator) => string[][]): Separator {
  const even = separators.find((separator) => {
    const rows = cut(separator);
    return rows.length > 0 && rows[0].length > 1 && rows.every((row) => row.length === rows[0].length);
  });
  if (even !== undefined) return even;
  const inFirstRow = (separator: Separator) => cut(separator).at(0)?.length ?? 0;
  return separators.reduce((best, separator) => (inFirstRow(separator) >= inFirstRow(best) ? separator : best));
}

function findDecimal(separator: Separator, rows: readonly string[][]): DecimalMark {
  if (separator === ',') return '.';
  const cells = rows.flat().map((cell) => cell.trim());
  const withComma = cells.some((cell) => cell.includes(',') && numberIn(cell, ',') !== undefined);
  const withPoint = cells.some((cell) => cell.includes('.') && numberIn(cell, '.') !== undefined);
  return withComma && !withPoint ? ',' : '.';
}

/**
 * The first row is a header if its cells are words, no numbers, and some column has a number below, or all cells are
 * different and no column has its word again.
 */
function hasHeader([first, ...rest]: readonly string[][], decimal: DecimalMark): boolean {
  if (first === undefined || rest.length === 0) return false;
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => isMissing(name) || numberIn(name, decimal) !== undefined)) return false;
  const column = (index: number) => rest.map((row) => row.at(index)?.trim() ?? '');
  const numbersBelow = names.some((_, index) => column(index).some((cell) => numberIn(cell, decimal) !== undefined));
  if (numbersBelow) return true;
  return new Set(names).size === names.length && !names.some((name, index) => column(index).includes(name));
}

/** The columns' names: the header's, or their numbers; each different, so that a name says which column is meant. */
export function columnNames(first: readonly string[], header: boolean): string[] {
  const taken = new Set<string>();
  return first.map((cell, index) => {
    const wanted = (header && cell.trim()) || `column ${index + 1}`;
    let name = wanted;
    for (let copy = 2; taken.has(name); copy++) name = `${wanted} (${copy})`;
    taken.add(name);
    return name;
  });
}
