import { isMissing, isStorable, numberIn, type DecimalMark } from './cells.ts';
import { naturalOrder } from './naturalOrder.ts';

/** A column has at most so many categories, or classes if it is the label: as many as fit a byte. */
export const mostCategories = 256;
/** Longer text is no category. */
const longestCategory = 200;

// One of each, since making them takes longer than using them.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface Cell {
  /** Counted from 1, with the header, as a spreadsheet counts. */
  row: number;
  value: string;
}

/** What is in one column of a table. */
export interface ColumnSummary {
  name: string;
  /** `text` is what is neither numbers nor at most 256 different values: it cannot be learned from. */
  type: 'number' | 'category' | 'text';
  missing: number;
  /** The first row without a value; null if there is none. */
  firstMissing: number | null;
  /** Least and greatest number and their mean; null for other columns. */
  range: [least: number, greatest: number] | null;
  mean: number | null;
  /** The different values, in natural order, and how often each occurs; null if there are more than 256. */
  values: { value: string; count: number }[] | null;
  /** The first cell of a column of numbers that is NaN, infinite or too large for float32. */
  firstUnusable: Cell | null;
  /** The first cell that is no number. */
  firstText: Cell | null;
}

/** Gathers what is in one column, cell by cell, in memory that does not grow with the number of cells. */
export class ColumnScan {
  readonly #name: string;
  readonly #decimal: DecimalMark;
  #values: Map<string, number> | null = new Map();
  #numbers = 0;
  #sum = 0;
  #least = Infinity;
  #greatest = -Infinity;
  #missing = 0;
  #firstMissing: number | null = null;
  #firstUnusable: Cell | null = null;
  #firstText: Cell | null = null;

  constructor(name: string, decimal: DecimalMark) {
    this.#name = name;
    this.#decimal = decimal;
  }

  /** Takes the next cell, without blanks at its ends. */
  add(cell: string, row: number): void {
    if (isMissing(cell)) {
      this.#missing++;
      this.#firstMissing ??= row;
      return;
    }
    this.#countValue(cell);
    const number = numberIn(cell, this.#decimal);
    if (number === undefined) this.#firstText ??= { row, value: ownCopy(cell) };
    else if (!isStorable(number)) this.#firstUnusable ??= { row, value: ownCopy(cell) };
    else this.#countNumber(number);
  }

  summary(): ColumnSummary {
    const values = this.#values && [...this.#values].map(([value, count]) => ({ value, count }));
    const type = this.#type();
    const numeric = type === 'number' && this.#numbers > 0;
    return {
      name: this.#name,
      type,
      missing: this.#missing,
      firstMissing: this.#firstMissing,
      range: numeric ? [this.#least, this.#greatest] : null,
      mean: numeric ? this.#sum / this.#numbers : null,
      values: values && values.sort((a, b) => naturalOrder(a.value, b.value)),
      firstUnusable: type === 'number' ? this.#firstUnusable : null,
      firstText: this.#firstText,
    };
  }

  #type(): ColumnSummary['type'] {
    if (this.#firstText === null && (this.#numbers > 0 || this.#firstUnusable !== null)) return 'number';
    return this.#values === null ? 'text' : 'category';
  }

  #countNumber(number: number): void {
    this.#numbers++;
    this.#sum += number;
    if (number < this.#least) this.#least = number;
    if (number > this.#greatest) this.#greatest = number;
  }

  #countValue(cell: string): void {
    if (this.#values === null) return;
    const count = this.#values.get(cell);
    if (count !== undefined) this.#values.set(cell, count + 1);
    else if (this.#values.size === mostCategories || cell.length > longestCategory) this.#values = null;
    else this.#values.set(ownCopy(cell), 1);
  }
}

/** A cell is a view into the text that it was cut from; kept as such it would keep all of that text in memory. */
function ownCopy(cell: string): string {
  return decoder.decode(encoder.encode(cell));
}
