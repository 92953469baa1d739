import { ColumnScan, type ColumnSummary } from '#core/data/formats/columnScan.ts';
import { columnNames, findLayout, type KnownLayout, type TableLayout } from '#core/data/formats/tableLayout.ts';
import { badFile, counted, shown } from '#core/data/formats/words.ts';
import type { Progress } from '../sink.ts';
import type { ByteSource } from '../source.ts';
import { proposeLabel } from './proposeLabel.ts';
import { firstRows, isEmptyLine, readBeginning, TableText, type Rows } from './rows.ts';

/** A network takes many more inputs, but a table with more columns is more likely no table. */
const mostColumns = 10_000;
const previewRows = 20;
/** The layout is found from so many rows. */
const layoutRows = 50;

/** All that is known of a table before it is read for good. Plain data, that can cross a boundary and be kept. */
export interface TableInspection {
  layout: TableLayout;
  columns: ColumnSummary[];
  /** Rows of values: without the header and without empty lines. */
  rows: number;
  /** The first rows of values, as the file has them. */
  preview: string[][];
  /** The column that is most likely the label; null if none can be. */
  proposedLabel: string | null;
  /** SHA-256 of the file. */
  hash: string;
}

/** Goes through a whole table once. Throws `bad-file` for what is no table. */
export async function inspectTable(
  source: ByteSource,
  known: KnownLayout,
  progress: Progress,
  signal: AbortSignal,
): Promise<TableInspection> {
  const { name } = source;
  if (source.size === 0) throw badFile(`${name} is empty.`, 'Choose a file with rows of values.');
  const beginning = await readBeginning(source);
  refuseBinary(name, beginning);
  const layout = findLayout((separator) => firstRows(beginning, separator, layoutRows), known);
  const text = new TableText(source, progress, signal);
  const scan = new TableScan(name, layout);
  for await (const rows of text.rows(layout.separator)) scan.add(rows);
  return { ...scan.end(), layout, hash: text.hash() };
}

/** Gathers all columns. */
class TableScan {
  readonly #name: string;
  readonly #layout: TableLayout;
  #columns: ColumnScan[] | undefined;
  #rows = 0;
  readonly #preview: string[][] = [];

  constructor(name: string, layout: TableLayout) {
    this.#name = name;
    this.#layout = layout;
  }

  add({ first, cells }: Rows): void {
    for (let i = 0; i < cells.length; i++) {
      if (!isEmptyLine(cells[i])) this.#addRow(cells[i], first + i);
    }
  }

  end(): Pick<TableInspection, 'columns' | 'rows' | 'preview' | 'proposedLabel'> {
    if (this.#columns === undefined || this.#rows === 0) {
      throw badFile(`${this.#name} has no rows of values in it.`, 'Choose a file with at least two rows.');
    }
    const columns = this.#columns.map((column) => column.summary());
    return { columns, rows: this.#rows, preview: this.#preview, proposedLabel: proposeLabel(columns) };
  }

  #addRow(cells: readonly string[], row: number): void {
    if (this.#columns === undefined) {
      this.#begin(cells);
      if (this.#layout.header) return;
    }
    const columns = this.#columns!;
    if (cells.length !== columns.length) throw ragged(this.#name, row, cells.length, columns.length);
    for (let column = 0; column < columns.length; column++) columns[column].add(cells[column].trim(), row);
    if (this.#preview.length < previewRows) this.#preview.push([...cells]);
    this.#rows++;
  }

  #begin(cells: readonly string[]): void {
    if (cells.length > mostColumns) {
      throw badFile(
        `${this.#name} has ${counted(cells.length, 'column')}, more than the ${shown(mostColumns)} that a table may have.`,
        'Choose the right separator, or leave columns out.',
      );
    }
    const names = columnNames(cells, this.#layout.header);
    this.#columns = names.map((name) => new ColumnScan(name, this.#layout.decimal));
  }
}

function ragged(name: string, row: number, cells: number, columns: number): Error {
  return badFile(
    `Row ${shown(row)} of ${name} has ${counted(cells, 'cell')}, but the first row has ${shown(columns)}.`,
    'Give every row as many cells, and put cells that contain the separator in quotes.',
  );
}

function refuseBinary(name: string, text: string): void {
  if (!text.includes('\0')) return;
  throw badFile(
    `${name} is not a table of text: it has zero bytes in it.`,
    'Choose a CSV or TSV file. A spreadsheet can save its tables as CSV.',
  );
}
