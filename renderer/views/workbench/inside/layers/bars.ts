/**
 * One path for all bars of a histogram in a box of a width and height. Where counts are logarithmic, a bin of a single
 * number still has a bar: log(1 + count).
 */
export function barPath(counts: ArrayLike<number>, width: number, height: number, logarithmic: boolean): string {
  const tall = Array.from(counts, (count) => (logarithmic ? Math.log1p(count) : count));
  const most = tall.reduce((largest, one) => Math.max(largest, one), 0);
  if (most === 0) return '';
  const step = width / tall.length;
  return tall
    .map((one, bin) =>
      one === 0
        ? ''
        : `M${round(bin * step)} ${height}V${round(height - (one / most) * height)}h${round(step)}V${height}z`,
    )
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
