import { activeStatuses, type MetricName } from '../../contract/run.ts';
import { scoreNames } from '../words.ts';
import type { CoachedRun, CoachState, Diagnosis, Evidence } from './diagnosis.ts';
import { thresholds } from './thresholds.ts';

export const stateNames: Record<CoachState, string> = {
  'too-early': 'Too early to say',
  learning: 'Learning',
  underfitting: 'Underfitting',
  overfitting: 'Overfitting',
  converged: 'Converged',
  diverged: 'Diverged',
  'dead-units': 'Dead units',
  unstable: 'Unstable',
};

/** What each state means, for whoever meets the word for the first time. */
export const stateMeanings: Record<CoachState, string> = {
  'too-early': `After ${thresholds.leastEpochs} epochs the curves begin to say something.`,
  learning: 'It still gets better on examples that it does not learn from.',
  underfitting:
    'It does badly even on the examples that it learns from, and gets no better: it is too simple, or its steps are of the wrong size.',
  overfitting: 'It learns single examples by heart: better on those that it learns from is no longer better on others.',
  converged: 'It has come to rest: going on like this changes nothing any more.',
  diverged: 'Its steps overshoot, each further than the one before.',
  'dead-units': 'A unit that gives 0 for every example passes no gradient, and so can never change again.',
  unstable: 'Its steps are so large that it leaps over the low places of the loss.',
};

/** One sentence that says what shows the state, with its epochs and numbers. */
export function sentenceOf(run: Pick<CoachedRun, 'status' | 'epochs'>, diagnosis: Diagnosis): string {
  const { sign, evidence } = diagnosis;
  const [first, second] = evidence;
  const isOver = !activeStatuses.includes(run.status);
  switch (sign) {
    case 'few-epochs':
      return fewEpochs(diagnosis.to, isOver);
    case 'beyond-numbers':
      return `The loss became infinite or not a number in epoch ${count(diagnosis.from)}${after(first)}.`;
    case 'far-above':
      return `The training loss went from ${at(first, 'then')} to ${at(first, 'now')}, far above what mere guessing has.`;
    case 'dead':
      return deadUnits(diagnosis);
    case 'jumps':
      return `The training loss jumped up in ${counted(diagnosis.jumps?.length ?? 0, 'epoch')} between ${count(diagnosis.from)} and ${count(diagnosis.to)}, the furthest from ${at(first, 'then')} to ${at(first, 'now')}.`;
    case 'climbs':
      return `The training loss climbs instead of falling, from ${at(first, 'then')} to ${at(first, 'now')}.`;
    case 'above-guessing':
      return `The training loss stays above the ${shown('loss', diagnosis.guess)} of mere guessing: ${at(first, 'then')}, ${at(first, 'now')}.`;
    case 'rising-while-training-falls':
      return `The ${nameOf(first)} was lowest in epoch ${count(first.then.epoch)}, at ${value(first, 'then')}, and has risen to ${at(first, 'now')}, while the training loss fell from ${value(second, 'then')} to ${value(second, 'now')}.`;
    case 'gap':
      return `With ${at(second, 'now')} the ${nameOf(second)} is far above the ${nameOf(first)}, ${value(first, 'now')}, which no longer gains.`;
    case 'hardly-moving':
      return `The training loss has hardly moved, from ${at(first, 'then')} to ${at(first, 'now')}${only(evidence)}.`;
    case 'flat-and-poor':
      return `The training loss no longer falls, from ${at(first, 'then')} to ${at(first, 'now')}${only(evidence)}.`;
    case 'flat':
      return `The ${nameOf(first)} has come to rest, from ${at(first, 'then')} to ${at(first, 'now')}${score(evidence)}.`;
    case 'falling':
      return `The ${nameOf(first)} ${isOver ? 'was still falling' : 'is falling'}, from ${at(first, 'then')} to ${at(first, 'now')}${score(evidence)}.`;
  }
}

/** Why the numbers need not be those of the last epoch. */
export const evidenceExplained =
  'A single epoch may be chance: “now” is the middle value of the last fifth of the epochs, and “then” that of the fifth before.';

/** One piece of evidence in a row of a table: what, then, now. */
export function evidenceRow(evidence: Evidence): { what: string; then: string; now: string } {
  const first = { lowest: ' (lowest)', before: '', first: '', itself: '' }[evidence.thenIs];
  return {
    what: scoreNames[evidence.split][evidence.metric],
    then: `${at(evidence, 'then')}${first}`,
    now: at(evidence, 'now'),
  };
}

function fewEpochs(epochs: number, isOver: boolean): string {
  if (isOver) return `It has ${counted(epochs, 'epoch')}, too few to see where the curves are going.`;
  if (epochs === 0) return 'No epoch has ended yet.';
  return `${counted(epochs, 'epoch')} ${epochs === 1 ? 'has' : 'have'} ended; after ${thresholds.leastEpochs} there is something to say.`;
}

function after(evidence: Evidence | undefined): string {
  return evidence === undefined ? '' : `, after a training loss of ${at(evidence, 'now')}`;
}

function deadUnits({ dead, evidence: [first] }: Diagnosis): string {
  if (!dead) return '';
  const loss = first === undefined ? '' : `, and the ${nameOf(first)} is ${at(first, 'now')}`;
  return `${count(dead.dead)} of ${counted(dead.units, 'unit')} of hidden layer ${dead.layer} give 0 for every example looked at${loss}.`;
}

/** How good it is, of examples that it does not learn from. */
function score(evidence: readonly Evidence[]): string {
  const unseen = evidence.find(({ split, metric }) => metric !== 'loss' && split !== 'train');
  return unseen === undefined ? '' : `; ${nameOf(unseen)} ${value(unseen, 'now')}`;
}

/** How poor it is, even of the examples that it learns from. */
function only(evidence: readonly Evidence[]): string {
  const known = evidence.find(({ split, metric }) => metric !== 'loss' && split === 'train');
  return known === undefined ? '' : `, with a ${nameOf(known)} of only ${value(known, 'now')}`;
}

/** As in "validation loss" or "training R²". */
function nameOf({ split, metric }: Evidence): string {
  const part = { train: 'training', validation: 'validation', test: 'test' }[split];
  return `${part} ${metricWords[metric]}`;
}

const metricWords: Record<MetricName, string> = {
  loss: 'loss',
  accuracy: 'accuracy',
  meanAbsoluteError: 'mean absolute error',
  rSquared: 'R²',
};

/** As in "0.312 in epoch 12". */
function at(evidence: Evidence, which: 'then' | 'now'): string {
  return `${value(evidence, which)} in epoch ${count(evidence[which].epoch)}`;
}

function value(evidence: Evidence, which: 'then' | 'now'): string {
  return shown(evidence.metric, evidence[which].value);
}

function shown(metric: MetricName, value: number): string {
  if (metric === 'accuracy') return `${(100 * value).toFixed(1)}%`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000 && size < 1_000_000) return count(Math.round(value)).replace('-', '−');
  const text = size !== 0 && (size < 0.001 || size >= 1000) ? value.toExponential(1) : value.toPrecision(3);
  return text.replace('-', '−');
}

export function counted(number: number, one: string): string {
  return `${count(number)} ${one}${number === 1 ? '' : 's'}`;
}

function count(number: number): string {
  return number.toLocaleString('en-GB');
}
