/** What a number field takes. */
export interface NumberRange {
  minimum: number;
  maximum: number;
  /** Whole numbers only. */
  whole: boolean;
}

type ReadNumber = { value: number } | { problem: string };

/** Reads what was typed: with a decimal comma or point, thousands' commas or spaces, or an exponent. */
export function readNumber(text: string, range: NumberRange): ReadNumber {
  const value = parse(text);
  const fits = Number.isFinite(value) && value >= range.minimum && value <= range.maximum;
  if (!fits || (range.whole && !Number.isInteger(value))) return { problem: describeRange(range) };
  return { value };
}

export function describeRange({ minimum, maximum, whole }: NumberRange): string {
  const kind = whole ? 'A whole number' : 'A number';
  if (minimum === -Infinity && maximum === Infinity) return `${kind}.`;
  if (maximum === Infinity) return `${kind}, at least ${show(minimum)}.`;
  if (minimum === -Infinity) return `${kind}, at most ${show(maximum)}.`;
  return `${kind} from ${show(minimum)} to ${show(maximum)}.`;
}

/**
 * The number an arrow key leads to. Whole numbers go by 1, or 10 with Shift; others by a tenth of their own size,
 * so that the same key serves 0.1 and 0.001.
 */
export function stepNumber(value: number, direction: 1 | -1, large: boolean, range: NumberRange): number {
  const unit = range.whole
    ? 1
    : 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - (direction < 0 && isPower(value) ? 1 : 0));
  const next = value + direction * unit * (large ? 10 : 1);
  const tidy = Number(next.toPrecision(12));
  return Math.min(range.maximum, Math.max(range.minimum, tidy));
}

/** 0.1 stepped down gives 0.09, not 0. */
function isPower(value: number): boolean {
  const power = Math.log10(Math.abs(value));
  return Math.abs(power - Math.round(power)) < 1e-9;
}

function parse(text: string): number {
  const plain = text.trim().replace(/[\s_]/g, '').replace('−', '-');
  if (plain === '') return NaN;
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(plain)) return Number(plain.replaceAll(',', ''));
  return Number(plain.replace(',', '.'));
}

function show(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.0001) return String(value);
  return value.toLocaleString('en-GB', { maximumFractionDigits: 6 });
}
