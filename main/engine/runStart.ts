import { LaminaError } from '#core/contract/errors.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { RunStart } from './threads/protocol.ts';

/** What a run has begun with, if it has. */
export function startOf(store: Store, { splitHash, statistics }: StoredRun): RunStart | null {
  return splitHash === null ? null : { split: store.splits.get(splitHash), statistics };
}

/** A run can only go on exactly with the very examples it began with, if it is known which those were. */
export function requireSameData(run: RunSummary, hash: string | null): void {
  if (run.dataset.hash === null || run.dataset.hash === hash) return;
  throw new LaminaError(
    'conflict',
    `The examples of "${run.dataset.name}" are not those that "${run.name}" began with.`,
    'Train a new run on them.',
  );
}
