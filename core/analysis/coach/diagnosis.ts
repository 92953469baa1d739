import type { MetricName, RunSummary } from '../../contract/run.ts';
import type { LayerInside } from '../../contract/inside.ts';

/**
 * - `too-early`: too few epochs to say anything
 * - `learning`: unseen examples still gain
 * - `underfitting`: even the examples that are learned from come out badly, and it gets no better
 * - `overfitting`: what is gained on the examples that are learned from is lost, or missing, on unseen ones
 * - `converged`: nothing moves any more, and it is not bad
 * - `diverged`: the loss has left all bounds
 * - `dead-units`: much of a hidden layer gives 0 for every example
 * - `unstable`: the loss jumps up again and again, or climbs
 */
export const coachStates = [
  'too-early',
  'learning',
  'underfitting',
  'overfitting',
  'converged',
  'diverged',
  'dead-units',
  'unstable',
] as const;
export type CoachState = (typeof coachStates)[number];

/** By what a state was known; some have several. */
export type CoachSign =
  | 'few-epochs'
  | 'falling'
  | 'flat-and-poor'
  | 'hardly-moving'
  | 'rising-while-training-falls'
  | 'gap'
  | 'flat'
  | 'beyond-numbers'
  | 'far-above'
  | 'dead'
  | 'jumps'
  | 'climbs'
  | 'above-guessing';

/** A number that was stored, and after which epoch. */
export interface Point {
  epoch: number;
  value: number;
}

/** Two points of one curve that show something. */
export interface Evidence {
  split: 'train' | 'validation' | 'test';
  metric: MetricName;
  /**
   * What the earlier point is: the `lowest` of all, the median of the stretch `before`, of the `first` epoch, or of that
   * epoch `itself`, which something else was found at.
   */
  thenIs: 'lowest' | 'before' | 'first' | 'itself';
  then: Point;
  now: Point;
}

export interface DeadLayer {
  /** Counted from 1. */
  layer: number;
  dead: number;
  units: number;
}

/** What a run's curves show: data, of which `words.ts` makes sentences. */
export interface Diagnosis {
  state: CoachState;
  sign: CoachSign;
  /** The epochs that show it. */
  from: number;
  to: number;
  /** The numbers that show it, the telling one first. */
  evidence: Evidence[];
  /** For `dead-units`: the worst layer. */
  dead?: DeadLayer;
  /** For `jumps`: the epochs in which the loss was higher than in the one before. */
  jumps?: number[];
  /** How far the latest score on unseen examples is from guessing, 0, to perfection, 1; null where there is none. */
  skill: number | null;
  /** The loss of a network that has learned nothing. */
  guess: number;
}

/** What the coach has to know of a run beside its curves. */
export type CoachedRun = Pick<
  RunSummary,
  'status' | 'design' | 'config' | 'dataset' | 'epochs' | 'best' | 'learningRate' | 'weightsHash'
>;

/** What it uses of the inside of each layer, where that is known. */
export type LayerHealth = Pick<LayerInside, 'units' | 'dead'>;
