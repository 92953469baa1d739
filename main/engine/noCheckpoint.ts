import { LaminaError } from '#core/contract/errors.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

/** The run has no checkpoint of the end of that epoch; or, for undefined, none at all. */
export function noCheckpoint(
  store: Store,
  { summary, stepsPerEpoch }: StoredRun,
  epoch: number | undefined,
): LaminaError {
  const ends = store.checkpoints.list(summary.id).filter(({ epoch, step }) => step === epoch * stepsPerEpoch);
  const epochs = ends.map((checkpoint) => checkpoint.epoch);
  const word = epochs.length === 1 ? 'epoch' : 'epochs';
  const there = epochs.length === 0 ? 'It has none yet.' : `It has one for the end of ${word} ${listed(epochs)}.`;
  const which = epoch === undefined ? 'no checkpoint' : `no checkpoint of epoch ${epoch}`;
  return new LaminaError('not-found', `"${summary.name}" has ${which}.`, there);
}

/** As in "1, 2, 3, …, 40". */
function listed(numbers: number[]): string {
  if (numbers.length <= 8) return numbers.join(', ');
  return [...numbers.slice(0, 6), '…', numbers.at(-1)].join(', ');
}
