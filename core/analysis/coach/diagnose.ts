import type { MetricName } from '../../contract/run.ts';
import type { CoachCurves, EpochCurve } from './curves.ts';
import type { CoachedRun, CoachSign, CoachState, DeadLayer, Diagnosis, Evidence, LayerHealth } from './diagnosis.ts';
import {
  falls,
  guessingLoss,
  lowestPlace,
  medianPlace,
  moveOf,
  skillOf,
  stretchOf,
  type Move,
  type Place,
} from './measures.ts';
import { thresholds } from './thresholds.ts';

/** All that the rules look at. */
interface Case {
  run: CoachedRun;
  curves: CoachCurves;
  layers: readonly LayerHealth[];
  /** The loss of mere guessing. */
  guess: number;
  /** How the losses have moved; null before there are numbers enough. */
  train: Move | null;
  judged: Move | null;
  /** From 0 for guessing to 1 for perfection: on the examples that are learned from, and on unseen ones. */
  trainSkill: number | null;
  skill: number | null;
}

type Rule = (of: Case) => Diagnosis | null;

/** The first one that has something to say speaks. */
const rules: readonly Rule[] = [
  diverged,
  deadUnits,
  tooEarly,
  unstable,
  overfitting,
  underfitting,
  converged,
  learning,
];

/** Names the state of a run. The same curves always give the same answer. */
export function diagnose(run: CoachedRun, curves: CoachCurves, layers: readonly LayerHealth[] = []): Diagnosis {
  const of = caseOf(run, curves, layers);
  for (const rule of rules) {
    const found = rule(of);
    if (found) return found;
  }
  return say(of, 'too-early', 'few-epochs', []);
}

function caseOf(run: CoachedRun, curves: CoachCurves, layers: readonly LayerHealth[]): Case {
  const { train, judged } = curves;
  const latestSkill = ({ score }: EpochCurve) => {
    const place = medianPlace(score, score.length - stretchOf(score.length), score.length);
    return skillOf(place?.value, run, curves);
  };
  return {
    run,
    curves,
    layers,
    guess: guessingLoss(run, curves),
    train: moveOf(train.loss),
    judged: moveOf(judged.loss),
    trainSkill: latestSkill(train),
    skill: latestSkill(judged),
  };
}

function diverged(of: Case): Diagnosis | null {
  const { run, curves, guess } = of;
  const { epochs, train } = curves;
  const lost = epochs.findIndex((_, at) => !isWhole(curves, at));
  const isLost = lost >= 0 && !isWhole(curves, epochs.length - 1);
  if (run.status === 'diverged' || isLost) {
    const whole = isLost ? lost : epochs.length;
    const evidence =
      whole === 0
        ? []
        : [evidenceOf(curves, 'train', 'loss', 'first', placeAt(train.loss, 0), placeAt(train.loss, whole - 1))];
    const epoch = isLost ? epochs[lost] : run.epochs + 1;
    return {
      ...say(of, 'diverged', 'beyond-numbers', evidence),
      from: epoch,
      to: isLost ? (epochs.at(-1) ?? epoch) : epoch,
    };
  }
  const first = firstPlace(train.loss);
  const now = medianPlace(train.loss, train.loss.length - stretchOf(train.loss.length), train.loss.length);
  if (!first || !now || now.value <= thresholds.farAbove * Math.max(first.value, guess)) return null;
  return say(of, 'diverged', 'far-above', [evidenceOf(curves, 'train', 'loss', 'first', first, now)]);
}

/** Whether both losses of an epoch are numbers. */
function isWhole({ train, judged }: CoachCurves, at: number): boolean {
  return Number.isFinite(train.loss[at]) && Number.isFinite(judged.loss[at]);
}

function deadUnits(of: Case): Diagnosis | null {
  const worst = worstLayer(of.layers);
  if (!worst) return null;
  const share = worst.dead / worst.units;
  const isGood = of.skill !== null && of.skill >= thresholds.good;
  if (share < (isGood ? thresholds.nearlyAllDead : thresholds.dead)) return null;
  const evidence = of.judged ? [moved(of, 'judged', of.judged)] : [];
  return { ...say(of, 'dead-units', 'dead', evidence), dead: worst };
}

/** Of the hidden layers. */
function worstLayer(layers: readonly LayerHealth[]): DeadLayer | null {
  return layers.slice(0, -1).reduce<DeadLayer | null>((worst, { dead, units }, index) => {
    const isWorse = units > 0 && dead / units > (worst ? worst.dead / worst.units : 0);
    return isWorse ? { layer: index + 1, dead, units } : worst;
  }, null);
}

function tooEarly(of: Case): Diagnosis | null {
  if (of.curves.epochs.length >= thresholds.leastEpochs && of.train && of.judged) return null;
  return say(of, 'too-early', 'few-epochs', []);
}

function unstable(of: Case): Diagnosis | null {
  const { curves, guess, train } = of;
  const jumps = jumpsOf(of);
  if (jumps.length > 0) {
    const largest = jumps.reduce((most, one) => (rise(one) > rise(most) ? one : most));
    const shown = evidenceOf(curves, 'train', 'loss', 'itself', largest.before, largest.now);
    const found = say(of, 'unstable', 'jumps', [shown]);
    const epochs = jumps.map(({ now }) => curves.epochs[now.index]);
    return { ...found, from: epochs[0], to: epochs[epochs.length - 1], jumps: epochs };
  }
  if (!train) return null;
  const isAbove = train.now.value > thresholds.aboveGuessing * guess && !isComingDown(of, train);
  if (isAbove) return say(of, 'unstable', 'above-guessing', [moved(of, 'train', train)]);
  const climbs = rise(train) > Math.max(thresholds.rising * train.before.value, thresholds.noticeableJump * guess);
  return climbs ? say(of, 'unstable', 'climbs', [moved(of, 'train', train)]) : null;
}

/** Whether the training loss falls, and is lower by now than it has ever been before. */
function isComingDown({ curves, guess }: Case, train: Move): boolean {
  const { loss } = curves.train;
  const earlier = lowestPlace(loss.slice(0, loss.length - 2 * stretchOf(loss.length)));
  return falls(train, guess) && train.now.value < (earlier?.value ?? Infinity);
}

/** The jumps of the training loss in the last epochs; none where they are too few to be a habit. */
function jumpsOf({ curves, guess }: Case): Move[] {
  const { loss } = curves.train;
  const { leastEpochsOfJumps, leastJumps, shareOfJumps, jump, noticeableJump } = thresholds;
  const looked = Math.min(loss.length - 1, Math.max(leastEpochsOfJumps, 2 * stretchOf(loss.length)));
  const jumps: Move[] = [];
  for (let i = loss.length - looked; i < loss.length; i++) {
    const move = { before: placeAt(loss, i - 1), now: placeAt(loss, i) };
    if (rise(move) > Math.max(jump * move.before.value, noticeableJump * guess)) jumps.push(move);
  }
  return jumps.length >= leastJumps && jumps.length >= shareOfJumps * looked ? jumps : [];
}

function overfitting(of: Case): Diagnosis | null {
  return unseenRises(of) ?? unseenStaysBehind(of);
}

/** Unseen examples are lost again while the training examples are still gained. */
function unseenRises(of: Case): Diagnosis | null {
  const { curves, guess, train, judged } = of;
  const lowest = lowestPlace(curves.judged.loss);
  if (!lowest || !train || !judged) return null;
  const { risen, noticeablyRisen, epochsSinceLowest, fallenSinceLowest } = thresholds;
  if (curves.epochs.length - 1 - lowest.index < epochsSinceLowest) return null;
  const since = Math.min(stretchOf(curves.epochs.length), curves.epochs.length - 1 - lowest.index);
  const now = medianPlace(curves.judged.loss, curves.judged.loss.length - since, curves.judged.loss.length);
  if (!now || now.value - lowest.value < Math.max(risen * lowest.value, noticeablyRisen * guess)) return null;
  const trainThen = placeAt(curves.train.loss, lowest.index);
  if (!(train.now.value <= (1 - fallenSinceLowest) * trainThen.value)) return null;
  return {
    ...say(of, 'overfitting', 'rising-while-training-falls', [
      evidenceOf(curves, 'judged', 'loss', 'lowest', lowest, now),
      evidenceOf(curves, 'train', 'loss', 'itself', trainThen, train.now),
    ]),
    from: curves.epochs[lowest.index],
  };
}

/** The training examples are known far better than unseen ones, which gain nothing any more. */
function unseenStaysBehind(of: Case): Diagnosis | null {
  const { trainSkill, judged, train, curves, guess } = of;
  if (trainSkill === null || !judged || !train || falls(judged, guess)) return null;
  const scores = { train: moveOf(curves.train.score), judged: moveOf(curves.judged.score) };
  if (!scores.train || !scores.judged) return null;
  if (trainSkill < thresholds.poor || scores.train.now.value - scores.judged.now.value < thresholds.gap) return null;
  return say(of, 'overfitting', 'gap', [
    moved(of, 'judged', scores.judged, curves.scoreName),
    moved(of, 'train', scores.train, curves.scoreName),
  ]);
}

function underfitting(of: Case): Diagnosis | null {
  const { train, judged, guess } = of;
  if (!train || !judged || falls(train, guess) || falls(judged, guess) || !isPoor(of)) return null;
  const first = firstPlace(of.curves.train.loss)!;
  const hasLeftStart = falls({ before: first, now: train.now }, guess);
  return say(of, 'underfitting', hasLeftStart ? 'flat-and-poor' : 'hardly-moving', [
    hasLeftStart ? moved(of, 'train', train) : evidenceOf(of.curves, 'train', 'loss', 'first', first, train.now),
    moved(of, 'judged', judged),
    ...latestScores(of),
  ]);
}

/** Whether even the better of the two parts is nearer to guessing than to perfection. */
function isPoor({ trainSkill, skill, train, guess }: Case): boolean {
  if (trainSkill !== null || skill !== null) return Math.max(trainSkill ?? 0, skill ?? 0) < thresholds.poor;
  return train !== null && train.now.value > thresholds.poor * guess;
}

function converged(of: Case): Diagnosis | null {
  const { train, judged, guess } = of;
  if (!train || !judged || falls(judged, guess)) return null;
  // What is still poor and gains on what it learns from has not come to an end.
  if (falls(train, guess) && isPoor(of)) return null;
  return say(of, 'converged', 'flat', [moved(of, 'judged', judged), moved(of, 'train', train), ...latestScores(of)]);
}

function learning(of: Case): Diagnosis | null {
  const { train, judged, guess } = of;
  if (!train || !judged) return null;
  const parts = [moved(of, 'judged', judged), moved(of, 'train', train)];
  return say(of, 'learning', 'falling', [...(falls(judged, guess) ? parts : parts.reverse()), ...latestScores(of)]);
}

/** What the state says, over the epochs of its evidence. */
function say({ curves, skill, guess }: Case, state: CoachState, sign: CoachSign, evidence: Evidence[]): Diagnosis {
  const { epochs } = curves;
  const to = epochs.at(-1) ?? 0;
  const from = evidence.length === 0 ? Math.min(1, to) : evidence[0].then.epoch;
  return { state, sign, from, to, evidence, skill, guess };
}

function moved(of: Case, part: 'train' | 'judged', move: Move, metric: MetricName = 'loss'): Evidence {
  return evidenceOf(of.curves, part, metric, 'before', move.before, move.now);
}

function latestScores(of: Case): Evidence[] {
  const { train, judged, scoreName } = of.curves;
  return (['judged', 'train'] as const).flatMap((part) => {
    const move = moveOf((part === 'train' ? train : judged).score);
    return move ? [moved(of, part, move, scoreName)] : [];
  });
}

function evidenceOf(
  { epochs, judgedSplit }: CoachCurves,
  part: 'train' | 'judged',
  metric: MetricName,
  thenIs: Evidence['thenIs'],
  then: Place,
  now: Place,
): Evidence {
  const point = ({ index, value }: Place) => ({ epoch: epochs[index], value });
  return { split: part === 'train' ? 'train' : judgedSplit, metric, thenIs, then: point(then), now: point(now) };
}

function firstPlace(values: readonly number[]): Place | null {
  const index = values.findIndex(Number.isFinite);
  return index < 0 ? null : placeAt(values, index);
}

function placeAt(values: readonly number[], index: number): Place {
  return { index, value: values[index] };
}

function rise({ before, now }: Move): number {
  return now.value - before.value;
}
