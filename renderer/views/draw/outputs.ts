import type { OutputKind } from '#core/analysis/outputs.ts';
import { formatPercent, formatValue } from '../../components/format.ts';

/** An output as it may be read: in percent only where it lies between 0 and 1. */
export function formatOutput(value: number, kind: OutputKind, digits = 1): string {
  return kind === 'numbers' ? formatValue(value) : formatPercent(value, digits);
}

/** An output that fits under its class: with three figures at most. */
export function formatNarrowOutput(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size >= 1000) return formatValue(value);
  return value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0).replace('-', '−');
}

/** What to know about a network's outputs to read them rightly; null when they are what one takes them for. */
export const outputNotes: Record<OutputKind, string | null> = {
  probabilities: null,
  shares: 'These are outputs from 0 to 1, each on its own: they need not add up to 100%.',
  numbers: 'These are outputs as they are, not probabilities. The largest one is the answer.',
};

/** What a network sees, to be read out. */
export function announce(name: string, label: string, largest: number, kind: OutputKind): string {
  const value = formatOutput(largest, kind, 0).replace('>', 'more than ').replace('<', 'less than ');
  if (kind === 'probabilities') return `${name} sees ${label}, ${value} sure.`;
  return `${name} sees ${label}, with an output of ${value}.`;
}
