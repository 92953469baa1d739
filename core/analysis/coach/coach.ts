import { activeStatuses } from '../../contract/run.ts';
import { curvesBefore, type CoachCurves } from './curves.ts';
import { diagnose } from './diagnose.ts';
import type { CoachedRun, Diagnosis, LayerHealth } from './diagnosis.ts';
import { suggest, type Suggestion } from './suggest.ts';
import { sentenceOf, stateNames } from './words.ts';

/** What the coach says of a run: what it sees, the words for it, and what it would try next. */
export interface Advice {
  diagnosis: Diagnosis;
  title: string;
  sentence: string;
  suggestions: Suggestion[];
}

/** So many epochs back an earlier state is looked for that held. */
const lookedBack = 6;

/**
 * What the coach says. While a run goes on, a state is only named once it has held for two epochs, so that the words do
 * not flicker; until then it says of the state before what it said when that last held. That the loss has left all
 * bounds is said at once.
 */
export function coach(run: CoachedRun, curves: CoachCurves, layers: readonly LayerHealth[] = []): Advice {
  const diagnosis = activeStatuses.includes(run.status)
    ? heldDiagnosis(run, curves, layers)
    : diagnose(run, curves, layers);
  return {
    diagnosis,
    title: stateNames[diagnosis.state],
    sentence: sentenceOf(run, diagnosis),
    suggestions: suggest(run, diagnosis),
  };
}

function heldDiagnosis(run: CoachedRun, curves: CoachCurves, layers: readonly LayerHealth[]): Diagnosis {
  const newest = diagnose(run, curves, layers);
  if (newest.state === 'diverged') return newest;
  let later = newest;
  for (let back = 1; back <= lookedBack && back <= curves.epochs.length; back++) {
    const earlier = diagnose(run, curvesBefore(curves, back), layers);
    if (earlier.state === later.state) return later;
    // Nobody wants to hear any longer that it is too early to say.
    if (earlier.state === 'too-early') return newest;
    later = earlier;
  }
  return newest;
}
