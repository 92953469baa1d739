import { formatCount } from '../../../components/format.ts';
import { describeRange, readNumber, type NumberRange } from '../../../components/number.ts';

export type ReadList = { values: number[] } | { problem: string };

/**
 * Reads a list of numbers such as "0.1, 0.01" or, of whole ones, "1-5, 8"; commas, semicolons or spaces stand between
 * them. Each is taken once, in the order in which it came.
 */
export function readNumberList(text: string, range: NumberRange, most: number): ReadList {
  const parts = text
    .replace(/\s*(-|–|\.\.\.?|…|\bto\b)\s*(?=\d)/g, (whole, sign: string) => (range.whole ? `${sign}` : whole))
    .split(/[,;\s]+/)
    .filter((part) => part !== '');
  const values = new Set<number>();
  for (const part of parts) {
    const read = readPart(part, range, most);
    if ('problem' in read) return read;
    for (const value of read.values) values.add(value);
    if (values.size > most) return { problem: tooMany(most) };
  }
  if (values.size === 0) return { problem: `${describeList(range)} It is empty.` };
  return { values: [...values] };
}

/** What a list of such numbers may hold. */
export function describeList(range: NumberRange): string {
  const each = describeRange(range).replace(/\.$/, '');
  const example = range.whole ? ', as in “1, 2, 5-8”' : ', as in “0.1, 0.01”';
  return `${each}, or several${example}.`;
}

function readPart(part: string, range: NumberRange, most: number): ReadList {
  const ends = range.whole ? /^(\d+)(?:-|–|\.\.\.?|…|to)(\d+)$/.exec(part) : null;
  if (!ends) {
    const read = readNumber(part, range);
    return 'value' in read ? { values: [read.value] } : { problem: `“${shortened(part)}”: ${describeList(range)}` };
  }
  const [first, last] = [readNumber(ends[1], range), readNumber(ends[2], range)];
  if ('problem' in first || 'problem' in last) return { problem: `“${shortened(part)}”: ${describeList(range)}` };
  const count = Math.abs(last.value - first.value) + 1;
  if (count > most) return { problem: tooMany(most) };
  const step = Math.sign(last.value - first.value);
  return { values: Array.from({ length: count }, (_, index) => first.value + step * index) };
}

function tooMany(most: number): string {
  return `At most ${formatCount(most)} values.`;
}

function shortened(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}
