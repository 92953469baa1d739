import type { CountedBins } from '../../contract/inside.ts';

const usualBins = 40;

/**
 * How often numbers lie in each of equally wide bins from the smallest to the largest of them. Where all are the same
 * they lie in the middle of a range as wide as they are large; where none is finite the range is from 0 to 1.
 */
export function countBins(numbers: ArrayLike<number>, bins = usualBins): CountedBins {
  const { from, to } = rangeOf(numbers);
  const counts = new Uint32Array(bins);
  const binsPerUnit = bins / (to - from);
  let nonFinite = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i];
    // The largest number belongs to the last bin.
    if (Number.isFinite(number)) counts[Math.min(bins - 1, Math.floor((number - from) * binsPerUnit))]++;
    else nonFinite++;
  }
  return { from, to, counts, nonFinite };
}

function rangeOf(numbers: ArrayLike<number>): { from: number; to: number } {
  let from = Infinity;
  let to = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i];
    if (!Number.isFinite(number)) continue;
    if (number < from) from = number;
    if (number > to) to = number;
  }
  if (from > to) return { from: 0, to: 1 };
  if (from < to) return { from, to };
  const half = (Math.abs(from) || 1) / 2;
  return { from: from - half, to: to + half };
}

/** √(Σx²/n); 0 of no numbers. */
export function rootMeanSquare(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i] * numbers[i];
  return numbers.length === 0 ? 0 : Math.sqrt(sum / numbers.length);
}
