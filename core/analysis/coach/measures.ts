import type { RunSummary } from '../../contract/run.ts';
import type { CoachCurves } from './curves.ts';
import { thresholds } from './thresholds.ts';

/** A value of a curve as it was stored, with the index of its epoch. */
export interface Place {
  index: number;
  value: number;
}

/** Epochs in a stretch of a run of so many epochs. */
export function stretchOf(epochs: number): number {
  const { stretchShare, leastStretch } = thresholds;
  const least = Math.min(leastStretch, Math.floor(epochs / 2));
  return Math.max(1, least, Math.round(epochs * stretchShare));
}

/**
 * The median of the finite values from `from` to before `to`, as one of the values: the lower of two in the middle, the
 * latest of equals. Null when no value is finite.
 */
export function medianPlace(values: readonly number[], from: number, to: number): Place | null {
  const places = values
    .slice(Math.max(0, from), to)
    .map((value, i) => ({ index: Math.max(0, from) + i, value }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value || b.index - a.index);
  return places.length === 0 ? null : places[Math.floor((places.length - 1) / 2)];
}

/** The lowest finite value, the first of equals; null when there is none. */
export function lowestPlace(values: readonly number[]): Place | null {
  let lowest: Place | null = null;
  values.forEach((value, index) => {
    if (Number.isFinite(value) && value < (lowest?.value ?? Infinity)) lowest = { index, value };
  });
  return lowest;
}

/** How a curve has moved from the stretch before the last one to the last one. */
export interface Move {
  before: Place;
  now: Place;
}

export function moveOf(values: readonly number[]): Move | null {
  const stretch = stretchOf(values.length);
  const now = medianPlace(values, values.length - stretch, values.length);
  const before = medianPlace(values, values.length - 2 * stretch, values.length - stretch);
  return now && before && { before, now };
}

/** Whether a loss falls by more than counts for nothing. `guess` is the loss of guessing. */
export function falls({ before, now }: Move, guess: number): boolean {
  return before.value - now.value > Math.max(thresholds.falling * before.value, thresholds.noticeable * guess);
}

type Task = Pick<RunSummary, 'design' | 'config' | 'dataset'>;

/**
 * The loss of a network that has learned nothing: for the cross-entropies that of the same probability for each of k
 * classes, ln k; for all else that of the first epoch that is a number, which is never more than such a network has.
 */
export function guessingLoss({ design, config }: Pick<Task, 'design' | 'config'>, { train }: CoachCurves): number {
  const outputs = design.layers[design.layers.length - 1].units;
  if (config.loss === 'categorical-cross-entropy' || config.loss === 'sparse-categorical-cross-entropy')
    return Math.log(outputs);
  if (config.loss === 'binary-cross-entropy') return outputs * Math.LN2;
  return train.loss.find(Number.isFinite) ?? 0;
}

/**
 * How far a score is from guessing, 0, to perfection, 1: (accuracy − 1/k) / (1 − 1/k) of k classes, or R². Null where
 * there is no score.
 */
export function skillOf(
  score: number | undefined,
  { design }: Pick<Task, 'design'>,
  curves: CoachCurves,
): number | null {
  if (score === undefined || Number.isNaN(score)) return null;
  if (curves.scoreName === 'rSquared') return score;
  const outputs = design.layers[design.layers.length - 1].units;
  const guess = 1 / Math.max(2, outputs);
  return (score - guess) / (1 - guess);
}
