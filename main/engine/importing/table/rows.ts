import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import Papa from 'papaparse';
import type { Separator } from '#core/data/formats/tableLayout.ts';
import { badFile, shown } from '#core/data/formats/words.ts';
import type { Progress } from '../sink.ts';
import type { ByteSource } from '../source.ts';

const blockBytes = 2 ** 18;
const beginningBytes = 2 ** 16;
/** A longer row is not one: a quote was never closed, or this is no table. */
const longestRow = 2 ** 22;
const newline = 0x0a;

/** Some rows that follow one another. */
export interface Rows {
  /** The number of the first, from 1, as a spreadsheet counts. */
  first: number;
  /** Cells as the file has them, without the quotes. An empty line is one empty cell. */
  cells: string[][];
}

/** The whole of a table's text, hashed as it passes. */
export class TableText {
  readonly #source: ByteSource;
  readonly #hash = createHash('sha256');
  readonly #progress: Progress;
  readonly #signal: AbortSignal;

  constructor(source: ByteSource, progress: Progress, signal: AbortSignal) {
    this.#source = source;
    this.#progress = progress;
    this.#signal = signal;
  }

  /** All rows, a few thousand at a time. Throws `bad-file` for what is not UTF-8 or has quotes that do not pair up. */
  async *rows(separator: Separator): AsyncGenerator<Rows> {
    const { name } = this.#source;
    let first = 1;
    let rest = '';
    for await (const { text, last } of this.#lines()) {
      const whole = rest + text;
      const { cells, used } = cut(name, whole, separator, first, last);
      rest = whole.slice(used);
      if (rest.length > longestRow) throw rowTooLong(name, first + cells.length);
      if (cells.length > 0) yield { first, cells };
      first += cells.length;
    }
  }

  /** SHA-256 of all bytes that have passed. */
  hash(): string {
    return this.#hash.copy().digest('hex');
  }

  /** The text, in pieces that end where a line does, with \n alone at the end of lines and no byte-order mark. */
  async *#lines(): AsyncGenerator<{ text: string; last: boolean }> {
    const { name, size } = this.#source;
    let rest: Uint8Array = new Uint8Array();
    let line = 1;
    for (let position = 0; position < size;) {
      this.#signal.throwIfAborted();
      const block = await this.#source.read(position, blockBytes);
      this.#hash.update(block);
      const begun = position === 0 ? withoutMark(block) : block;
      position += block.length;
      const last = position >= size;
      const bytes = rest.length === 0 ? begun : Buffer.concat([rest, begun]);
      const end = last ? bytes.length : bytes.lastIndexOf(newline) + 1;
      rest = bytes.subarray(end);
      if (rest.length > longestRow) throw rowTooLong(name, line);
      const lines = bytes.subarray(0, end);
      yield { text: decode(name, lines, line), last };
      line += countOf(lines);
      this.#progress(position / size);
    }
  }
}

/** The first rows of a table's beginning, cut at one separator. Its last row may be in it only in part. */
export function firstRows(beginning: string, separator: Separator, count: number): string[][] {
  const parse = (ignoreLast: boolean) => {
    const parser = new Papa.Parser({ delimiter: separator, newline: '\n', preview: count });
    return (parser.parse(beginning, 0, ignoreLast) as Papa.ParseResult<string[]>).data;
  };
  const whole = parse(true);
  return (whole.length > 0 ? whole : parse(false)).filter((row) => !isEmptyLine(row)).slice(0, count);
}

/** The beginning of a table, some tens of thousands of characters: whole lines, unless one alone is longer. */
export async function readBeginning(source: ByteSource): Promise<string> {
  const bytes = withoutMark(await source.read(0, beginningBytes));
  if (source.size <= beginningBytes) return `${decode(source.name, bytes, 1)}\n`;
  const end = bytes.lastIndexOf(newline) + 1 || bytes.findLastIndex((byte) => byte < 0x80) + 1;
  return decode(source.name, bytes.subarray(0, end), 1);
}

export function isEmptyLine(row: readonly string[]): boolean {
  return row.length === 1 && row[0].trim() === '';
}

function cut(
  name: string,
  text: string,
  separator: Separator,
  first: number,
  last: boolean,
): { cells: string[][]; used: number } {
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' });
  const { data, errors, meta } = parser.parse(text, 0, !last) as Papa.ParseResult<string[]>;
  for (const { code, row } of errors) throw wrongQuotes(name, code, first + (row ?? 0));
  return { cells: data, used: last ? text.length : meta.cursor };
}

function wrongQuotes(name: string, code: string, row: number): Error {
  const what = code === 'MissingQuotes' ? 'a quote is opened and never closed' : 'text follows a closing quote';
  return badFile(
    `${name} has a cell in row ${shown(row)} in which ${what}.`,
    'Write a quote within a quoted cell twice, and close each cell that begins with a quote.',
  );
}

function rowTooLong(name: string, row: number): Error {
  return badFile(
    `${name} has a row, about row ${shown(row)}, that is longer than ${shown(longestRow)} characters.`,
    'A quote may have been opened and never closed, or this is not a table.',
  );
}

function decode(name: string, bytes: Uint8Array, line: number): string {
  if (!isUtf8(bytes)) throw notUtf8(name, bytes, line);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(isAscii(bytes) ? 'latin1' : 'utf8');
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

function notUtf8(name: string, bytes: Uint8Array, line: number): Error {
  let from = 0;
  for (; ; line++) {
    const end = bytes.indexOf(newline, from);
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) break;
    from = end + 1;
  }
  return badFile(
    `${name} is not UTF-8 text: line ${shown(line)} has bytes that are no characters.`,
    'Save it as UTF-8, which every spreadsheet can do, and import it again.',
  );
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function countOf(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
