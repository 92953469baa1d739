import { CellReader, featureColumns, UnexpectedCell, type FeatureColumn } from '#core/data/formats/rowEncoder.ts';
import { badFile } from '#core/data/formats/words.ts';
import { PartWriter, type Sink } from '../sink.ts';
import { changedWhileRead, type ByteSource } from '../source.ts';
import { chooseColumns, type ChosenColumns, type MissingRule, type TableChoices } from './choices.ts';
import type { TableInspection } from './inspectTable.ts';
import { isEmptyLine, TableText, type Rows } from './rows.ts';

const mostBytesAtOnce = 2 ** 22;

/** A table as it was read. */
export interface ReadTable {
  kind: 'table';
  /** Rows that became examples. */
  count: number;
  /** Rows left out for want of a value. */
  dropped: number;
  /** Numbers that go into a network for each example. */
  features: number;
  columns: FeatureColumn[];
  /** Names of the classes in natural order; empty for a regression. */
  classes: string[];
  classCounts: number[];
  /** Names of the columns to be predicted; empty for classes. */
  targets: string[];
}

/** Reads a table that was inspected before. Throws `bad-file`, also if it is not the same table any more. */
export async function readTable(
  source: ByteSource,
  inspection: TableInspection,
  choices: TableChoices,
  sink: Sink,
): Promise<ReadTable> {
  const encoder = new TableEncoder(source.name, inspection, choices, sink);
  const text = new TableText(source, sink.progress, sink.signal);
  try {
    for await (const rows of text.rows(inspection.layout.separator)) await encoder.add(rows);
  } catch (error) {
    throw error instanceof UnexpectedCell ? changedWhileRead(source.name) : error;
  }
  if (text.hash() !== inspection.hash) throw changedWhileRead(source.name);
  return encoder.end();
}

/** Turns rows into examples, and hands them to the sink. */
class TableEncoder {
  readonly #name: string;
  readonly #columnCount: number;
  readonly #missing: MissingRule;
  readonly #features: FeatureColumn[];
  readonly #featureCells: { index: number; reader: CellReader; column: FeatureColumn }[];
  readonly #labelCell: { index: number; reader: CellReader } | null;
  readonly #targetCells: { index: number; reader: CellReader }[];
  readonly #chosen: ChosenColumns;
  readonly #inputs: PartWriter;
  readonly #outcomes: PartWriter;
  readonly #classCounts: number[];
  readonly #width: number;
  #headerIsNext: boolean;
  #count = 0;
  #dropped = 0;

  constructor(name: string, inspection: TableInspection, choices: TableChoices, sink: Sink) {
    const { columns, layout } = inspection;
    const chosen = chooseColumns(name, inspection, choices);
    const { features, label, targets } = chosen;
    const reader = (categories: string[] | null) => new CellReader(layout.decimal, categories);
    this.#name = name;
    this.#columnCount = columns.length;
    this.#missing = choices.missing;
    this.#chosen = chosen;
    this.#features = featureColumns(features);
    this.#featureCells = this.#features.map((column, i) => ({
      index: columns.indexOf(features[i]),
      reader: reader(column.categories),
      column,
    }));
    this.#labelCell = label && {
      index: columns.indexOf(label),
      reader: reader(label.values!.map(({ value }) => value)),
    };
    this.#targetCells = targets.map((target) => ({ index: columns.indexOf(target), reader: reader(null) }));
    this.#width = this.#features.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
    this.#classCounts = label ? label.values!.map(() => 0) : [];
    this.#inputs = new PartWriter(sink, 'inputs');
    this.#outcomes = new PartWriter(sink, label ? 'labels' : 'targets');
    this.#headerIsNext = layout.header;
  }

  async add({ cells }: Rows): Promise<void> {
    // One-hot columns can make very much of a few bytes of text, so rows are turned into numbers a few at a time.
    const atOnce = Math.max(1, Math.floor(mostBytesAtOnce / (4 * this.#width)));
    for (let from = 0; from < cells.length; from += atOnce) await this.#addSome(cells.slice(from, from + atOnce));
  }

  async end(): Promise<ReadTable> {
    await this.#inputs.end();
    await this.#outcomes.end();
    if (this.#count === 0) {
      throw badFile(
        `No row of ${this.#name} has a value in every chosen column, so none is left.`,
        'Have the gaps filled in, or leave columns with gaps out.',
      );
    }
    this.#refuseOneClass();
    const { label, targets } = this.#chosen;
    return {
      kind: 'table',
      count: this.#count,
      dropped: this.#dropped,
      features: this.#width,
      columns: this.#features,
      classes: label ? label.values!.map(({ value }) => value) : [],
      classCounts: this.#classCounts,
      targets: targets.map(({ name }) => name),
    };
  }

  async #addSome(rows: string[][]): Promise<void> {
    const inputBytes = 4 * this.#width;
    const outcomeBytes = this.#labelCell ? 1 : 4 * this.#targetCells.length;
    const inputs = new DataView(new ArrayBuffer(inputBytes * rows.length));
    const outcomes = new DataView(new ArrayBuffer(outcomeBytes * rows.length));
    let kept = 0;
    for (const row of rows) {
      if (isEmptyLine(row) || this.#isHeader()) continue;
      if (row.length !== this.#columnCount) throw new UnexpectedCell();
      if (this.#encode(row, inputs, inputBytes * kept, outcomes, outcomeBytes * kept)) kept++;
      else this.#dropped++;
    }
    this.#count += kept;
    await this.#inputs.write(new Uint8Array(inputs.buffer, 0, inputBytes * kept));
    await this.#outcomes.write(new Uint8Array(outcomes.buffer, 0, outcomeBytes * kept));
  }

  /** Writes one example; false, and nothing written, if a value is missing and the row is to be left out. */
  #encode(row: readonly string[], inputs: DataView, inputsAt: number, outcomes: DataView, outcomesAt: number): boolean {
    if (!this.#encodeOutcome(row, outcomes, outcomesAt)) return false;
    if (!this.#encodeInputs(row, inputs, inputsAt)) {
      new Uint8Array(inputs.buffer, inputsAt, 4 * this.#width).fill(0);
      return false;
    }
    if (this.#labelCell) this.#classCounts[outcomes.getUint8(outcomesAt)]++;
    return true;
  }

  #isHeader(): boolean {
    const is = this.#headerIsNext;
    this.#headerIsNext = false;
    return is;
  }

  /** Writes the row's label or targets; false if one is missing. */
  #encodeOutcome(row: readonly string[], outcomes: DataView, at: number): boolean {
    if (this.#labelCell) {
      const label = this.#labelCell.reader.read(row[this.#labelCell.index].trim());
      if (label === null) return false;
      outcomes.setUint8(at, label);
      return true;
    }
    return this.#targetCells.every(({ index, reader }, i) => {
      const target = reader.read(row[index].trim());
      if (target !== null) outcomes.setFloat32(at + 4 * i, target, true);
      return target !== null;
    });
  }

  /** Writes the row's features, over zeros; false if one is missing and not to be filled in. */
  #encodeInputs(row: readonly string[], inputs: DataView, at: number): boolean {
    for (const { index, reader, column } of this.#featureCells) {
      const value = reader.read(row[index].trim()) ?? (this.#missing === 'fill' ? column.filling : null);
      if (value === null) return false;
      if (column.categories) inputs.setFloat32(at + 4 * (column.feature + value), 1, true);
      else inputs.setFloat32(at + 4 * column.feature, value, true);
    }
    return true;
  }

  /** Rows left out may have taken all of a class with them. */
  #refuseOneClass(): void {
    if (this.#labelCell === null || this.#classCounts.filter((count) => count > 0).length > 1) return;
    throw badFile(
      `All rows of ${this.#name} that are not left out are of one class, so there is nothing to tell apart.`,
      'Have the gaps filled in, or leave columns with gaps out.',
    );
  }
}
