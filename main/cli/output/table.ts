import { stripVTControlCharacters } from 'node:util';

interface Column {
  title: string;
  /** Numbers stand to the right, words to the left. */
  right?: boolean;
}

const gap = '  ';

/** Rows of cells under their titles, aligned; one string a line. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => width(row[index]))));
  return cells.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index], columns[index].right === true))
      .join(gap)
      .trimEnd(),
  );
}

/** Pairs of a name and its value, one a line, with the values in one column. */
export function properties(pairs: readonly (readonly [name: string, value: string])[]): string[] {
  const widest = Math.max(...pairs.map(([name]) => width(name)));
  return pairs.map(([name, value]) => `${pad(name, widest, false)}${gap}${printable(value)}`.trimEnd());
}

/** Names come from anywhere: what could move the cursor or colour the screen is taken out of them. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}/gu, ' ');
}

export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function pad(text: string, to: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, to - width(text)));
  return right ? space + text : text + space;
}

function width(text: string): number {
  return [...text].length;
}
