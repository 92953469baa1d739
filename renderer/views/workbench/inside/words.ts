import { activationNames } from '#core/analysis/words.ts';
import type { Design } from '#core/contract/design.ts';
import type { CountedBins, Inside } from '#core/contract/inside.ts';
import { formatCount, formatCounted, formatValue } from '../../../components/format.ts';

/** When the weights were as they are shown. */
export function describeMoment({ step, epoch, live }: Pick<Inside, 'step' | 'epoch' | 'live'>): string {
  const ending = live ? 'live' : 'checkpoint';
  if (step === 0) return `As it was before the first batch (${ending})`;
  // Of a run from elsewhere it may not be known how long its epochs were.
  if (!Number.isFinite(epoch)) return `As of batch ${formatCount(step)} (${ending})`;
  const isWhole = Number.isInteger(epoch);
  const when = isWhole ? `after epoch ${formatCount(epoch)}` : `epoch ${formatCount(Math.floor(epoch) + 1)}`;
  return `As of batch ${formatCount(step)}, ${when} (${ending})`;
}

/** "hidden layer 2" or "the output layer". */
export function layerName(index: number, layers: number): string {
  return index === layers - 1 ? 'the output layer' : `hidden layer ${index + 1}`;
}

/** The same as a title: "Hidden layer 2". */
export function layerTitle(index: number, layers: number): string {
  return index === layers - 1 ? 'Output layer' : `Hidden layer ${index + 1}`;
}

/** A number as it stands beside a picture: with two figures that mean something. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return formatValue(value);
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 10_000) ? value.toExponential(1) : String(Number(value.toPrecision(2)));
  return text.replace('-', '−').replace('e+', 'e');
}

/** The bin that holds most numbers, and what share of them; null where nothing was counted. */
export function commonest({ from, to, counts }: CountedBins): { from: number; to: number; share: number } | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const most = counts.reduce((best, count, bin) => (count > counts[best] ? bin : best), 0);
  const width = (to - from) / counts.length;
  return { from: from + most * width, to: from + (most + 1) * width, share: counts[most] / all };
}

/** A layer in one line: "128 units, ReLU". */
export function describeLayer({ layers }: Design, index: number): string {
  const { units, activation } = layers[index];
  return `${formatCounted(units, 'unit')}, ${activationNames[activation]}`;
}
