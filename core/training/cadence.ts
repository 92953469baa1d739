import type { TrainingConfig } from '../contract/config.ts';

/** At most so many checkpoints of a run are kept, and at most so many bytes of parameters. */
const mostCheckpoints = 100;
const mostBytes = 512 * 2 ** 20;

/**
 * After every how many epochs a checkpoint is kept: as the settings say, else each epoch, unless there are too many or
 * they are too large.
 */
export function epochsPerCheckpoint(
  { epochs, checkpoints }: Pick<TrainingConfig, 'epochs' | 'checkpoints'>,
  parameterBytes: number,
): number {
  if (checkpoints.everyEpochs !== undefined) return checkpoints.everyEpochs;
  const affordable = Math.max(1, Math.min(mostCheckpoints, Math.floor(mostBytes / parameterBytes)));
  return Math.ceil(epochs / affordable);
}

/** After every how many batches the `batch` curves get a point: about fifty times an epoch. */
export function stepsPerPoint(stepsPerEpoch: number): number {
  return Math.ceil(stepsPerEpoch / 50);
}
