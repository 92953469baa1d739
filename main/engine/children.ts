import { childProblems, type ChildSetup } from '#core/contract/child.ts';
import type { Parent } from '#core/contract/parent.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { noSums } from '#core/training/scores.ts';
import { freshStopping } from '#core/training/stopping.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { noCheckpoint } from './noCheckpoint.ts';
import { unknownRun } from './unknownRun.ts';

/** A run from which another one takes what it begins with. */
export interface Beginning {
  parent: StoredRun;
  checkpoint: StoredCheckpoint;
}

/**
 * The checkpoint that a child begins with; null for one with fresh weights. Throws a `LaminaError` when the parent or the
 * checkpoint is not there, or when the child is set up in a way that its weights do not fit.
 */
export function beginningOf(store: Store, { run, epoch }: Parent, setup: ChildSetup): Beginning | null {
  const parent = store.runs.get(run);
  if (!parent) throw unknownRun(run);
  if (epoch === 0) return null;
  const problems = childProblems(setup, parent.summary);
  if (problems.length > 0) {
    throw new LaminaError('bad-setup', problems.map(({ message }) => message).join(' '), '');
  }
  // Earlier versions did not keep the split, which then follows from the seed.
  if (parent.splitHash === null && setup.config.seed !== parent.summary.config.seed) {
    const message = `The split of "${parent.summary.name}" was not kept; it follows from its seed, ${parent.summary.config.seed}.`;
    throw new LaminaError('bad-setup', message, 'Take the same seed.');
  }
  const checkpoint = parent.stepsPerEpoch > 0 && store.checkpoints.at(run, epoch * parent.stepsPerEpoch);
  if (!checkpoint) throw noCheckpoint(store, parent, epoch);
  return { parent, checkpoint };
}

/**
 * Gives a new run the weights, the split and the preparation of its parent. The weights are copied, as a checkpoint
 * that is kept: whatever becomes of the parent, the child can be trained again, and its hash tells whose weights they are.
 */
export function beginWith(store: Store, child: string, { parent, checkpoint }: Beginning): void {
  const { splitHash, statistics } = parent;
  store.runs.update(child, {
    dataset_hash: parent.summary.dataset.hash,
    ...(splitHash !== null && { split_hash: splitHash }),
    statistics,
    weights_hash: checkpoint.weightsHash,
    weights_epoch: 0,
    weights_batches: 0,
  });
  store.checkpoints.copyAsBeginning(checkpoint.id, child, {
    epochSums: noSums(),
    windowSums: noSums(),
    learningRates: [],
    stopping: freshStopping,
    seconds: 0,
    trainingSeconds: 0,
    trainedExamples: 0,
  });
}
