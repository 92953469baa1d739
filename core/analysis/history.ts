import { metricTitles, splitNames } from './words.ts';
import type { Parent } from '../contract/parent.ts';
import type { RunSummary } from '../contract/run.ts';

/** The batch that follows so many batches, as in "batch 1,231, epoch 3"; both are counted from 1. */
export function batchAfter(step: number, stepsPerEpoch: number): string {
  const epoch = stepsPerEpoch === 0 ? 1 : Math.floor(step / stepsPerEpoch) + 1;
  return `batch ${count(step + 1)}, epoch ${count(epoch)}`;
}

/** What a child has of its parent, as in "“Wide”, with the weights of epoch 12". */
export function describeParent({ epoch }: Parent, name: string): string {
  return epoch === 0 ? `“${name}”, with fresh weights` : `“${name}”, with the weights of epoch ${count(epoch)}`;
}

type KeptWeights = Pick<RunSummary, 'status' | 'config' | 'epochs' | 'weightsEpoch' | 'weightsBatches'>;

/** Of which epoch a run's weights are, as in "of epoch 5", and why it is not the last one; null when it has none. */
export function describeWeights(run: KeptWeights): string | null {
  const { status, config, epochs, weightsEpoch, weightsBatches } = run;
  if (weightsEpoch === null) return null;
  if (weightsBatches > 0) {
    const batches = `${count(weightsBatches)} batch${weightsBatches === 1 ? '' : 'es'}`;
    return `from within epoch ${count(weightsEpoch + 1)}, after ${batches} of it, and were not tested`;
  }
  const which = weightsEpoch === 0 ? 'from before the end of epoch 1' : `of epoch ${count(weightsEpoch)}`;
  if (weightsEpoch === epochs) return which;
  const { patience, restoreBest } = config.stopping;
  if (status === 'finished' && restoreBest && patience) {
    const watched = `${splitNames[patience.split]} ${metricTitles[patience.metric]}`.toLowerCase();
    return `${which}, the best by ${watched}, restored after epoch ${count(epochs)}`;
  }
  return `${which}, the newest checkpoint; epoch ${count(epochs)} was the last to be tested`;
}

/** Whether a run's weights are those of its last whole epoch. */
export function areOfLastEpoch({ epochs, weightsEpoch, weightsBatches }: KeptWeights): boolean {
  return weightsEpoch === epochs && weightsBatches === 0;
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}
