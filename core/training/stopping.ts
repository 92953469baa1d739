import type { Stopping } from '../contract/config.ts';
import { isBetterHigher, type MetricName } from '../contract/metrics.ts';
import type { EpochResult } from '../contract/run.ts';

/**
 * Whether a training goes on:
 * - `go on`
 * - `epochs`: all its epochs are done
 * - `patience`: nothing has become better for too long
 * - `target`: it is as good as was asked for
 */
export type Verdict = 'go on' | 'epochs' | 'patience' | 'target';

/** What the rules for stopping remember from epoch to epoch. */
export interface StoppingState {
  /** The best value so far of the metric that patience watches, null before the first; and the epoch that had it, or 0. */
  best: number | null;
  bestEpoch: number;
  /** Epochs since then. */
  waited: number;
  verdict: Verdict;
}

export const freshStopping: StoppingState = { best: null, bestEpoch: 0, waited: 0, verdict: 'go on' };

/** The epoch whose weights a training has after `epoch` epochs: once it has ended, the best one's if they are restored. */
export function epochOfWeights(epoch: number, { bestEpoch, verdict }: StoppingState, restoreBest: boolean): number {
  return restoreBest && verdict !== 'go on' && bestEpoch > 0 ? bestEpoch : epoch;
}

/** The state after another epoch. A metric that is not a number, or that the task does not have, is never better. */
export function judge(state: StoppingState, rules: Stopping, result: EpochResult, epochs: number): StoppingState {
  const { patience, target } = rules;
  const judged = patience ? waitOrImprove(state, patience, result) : state;
  if (target && isReached(target, result)) return { ...judged, verdict: 'target' };
  if (patience && judged.waited >= patience.epochs) return { ...judged, verdict: 'patience' };
  return { ...judged, verdict: result.epoch >= epochs ? 'epochs' : 'go on' };
}

function waitOrImprove(
  state: StoppingState,
  { metric, split, minimumChange }: NonNullable<Stopping['patience']>,
  result: EpochResult,
): StoppingState {
  const value = result[split]?.[metric] ?? NaN;
  if (Number.isNaN(value) || (state.best !== null && gain(metric, state.best, value) <= minimumChange)) {
    return { ...state, waited: state.waited + 1 };
  }
  return { ...state, best: value, bestEpoch: result.epoch, waited: 0 };
}

/** By how much `value` is better than `before`. */
function gain(metric: MetricName, before: number, value: number): number {
  return isBetterHigher(metric) ? value - before : before - value;
}

function isReached({ metric, split, value }: NonNullable<Stopping['target']>, result: EpochResult): boolean {
  const reached = result[split]?.[metric] ?? NaN;
  return gain(metric, value, reached) >= 0;
}
