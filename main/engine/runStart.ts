import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { RunStart } from './threads/protocol.ts';

/** What a run has begun with, if it has. */
export function startOf(store: Store, { splitHash, statistics }: StoredRun): RunStart | null {
  return splitHash === null ? null : { split: store.splits.get(splitHash), statistics };
}
