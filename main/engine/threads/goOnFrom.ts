import { createHash } from 'node:crypto';
import { LaminaError } from '#core/contract/errors.ts';
import { copyIn, countOf, requireCarried, type ParameterBlock } from '#core/network/parameters.ts';
import { freshStopping } from '#core/training/stopping.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { CheckpointStore, type StoredCheckpoint } from '../../store/checkpoints.ts';
import type { CheckpointPart } from '../../store/numbers.ts';
import { openBeside } from '../../store/open.ts';
import { requireSameHash } from '../weightsHash.ts';
import { bytesOf } from './keeping.ts';

/** Lets a trainer go on from a stored checkpoint, whose numbers are read, chunk by chunk, to where they belong. */
export function goOnFrom(trainer: Trainer, checkpoint: StoredCheckpoint, workspace: string): void {
  const { parameters } = trainer.network;
  // A run that begins with the weights of another one carries nothing on yet.
  const isBeginning = checkpoint.step === 0 && checkpoint.carriedBytes === 0;
  if (!isBeginning) requireCarried(trainer.carried, (checkpoint.carriedBytes ?? 0) / 4);
  if (checkpoint.parameterBytes !== parameters.count * 4) {
    throw new LaminaError('bad-file', 'The checkpoint is of another network than its run has.');
  }
  const database = openBeside(workspace, { readonly: true });
  try {
    const { numbers } = new CheckpointStore(database);
    const read = (part: CheckpointPart, blocks: readonly ParameterBlock[]) => {
      const hash = createHash('sha256');
      let length = 0;
      numbers.read(checkpoint.id, part, (from, values) => {
        hash.update(bytesOf(values));
        copyIn(blocks, from, values);
        length += values.length;
      });
      if (length !== countOf(blocks)) throw new LaminaError('conflict', 'A part of this checkpoint is missing.');
      return hash.digest('hex');
    };
    requireSameHash(read('parameters', [parameters]), checkpoint.weightsHash);
    if (!isBeginning) read('carried', trainer.carried);
  } finally {
    database.close();
  }
  const { epoch, step, header } = checkpoint;
  // Earlier versions kept neither changes of the learning rate nor rules for stopping.
  const { epochSums, learningRates = [], stopping = freshStopping } = header;
  trainer.goOnFrom({ epoch, step, epochSums, learningRates, stopping });
}
