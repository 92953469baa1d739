import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import { CheckpointStore, type NewCheckpoint, summaryOf, type StoredCheckpoint } from '../../store/checkpoints.ts';
import type { CheckpointPart } from '../../store/numbers.ts';
import { databaseFile, explainDatabaseError, openBeside } from '../../store/open.ts';
import { requireSameHash } from '../weightsHash.ts';
import type { ReadCheckpoint } from './protocol.ts';

/**
 * Writes and reads the numbers of checkpoints over a connection of its own, and moves the database's log to where it
 * belongs: all that keeps a disk busy, so that the engine's own loop need not wait for it.
 */
export class Keeping {
  readonly #workspace: string;
  #connection: ReturnType<typeof openBeside> | undefined;
  /** Of the parameters of each checkpoint that is being written. */
  readonly #hashes = new Map<number, Hash>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** Returns the id of a checkpoint whose numbers follow. */
  begin(run: string, checkpoint: NewCheckpoint): number {
    return this.#with((store) => {
      const id = store.begin(run, checkpoint);
      this.#hashes.set(id, createHash('sha256'));
      return id;
    });
  }

  write(id: number, part: CheckpointPart, position: number, values: Float32Array): null {
    return this.#with(({ numbers }) => {
      if (part === 'parameters') this.#hashes.get(id)?.update(bytesOf(values));
      numbers.add(id, part, position, values);
      return null;
    });
  }

  /** Returns the hash of the parameters that were written. */
  close(id: number): string {
    const hash = this.#hashes.get(id);
    if (!hash) throw new Error(`The checkpoint ${id} was not begun here.`);
    this.#hashes.delete(id);
    return hash.digest('hex');
  }

  tidy(run: string | null): null {
    return this.#with(({ numbers }) => {
      numbers.tidy(run);
      return null;
    });
  }

  tidyLog(): null {
    this.#with(() => this.#connection!.pragma('wal_checkpoint(PASSIVE)'));
    return null;
  }

  /**
   * The parameters of a run's newest checkpoint, or of the one at a step; null when there is none. Throws `conflict`
   * when they do not fit their hash.
   */
  read(run: string, step: number | null): ReadCheckpoint | null {
    return this.#with((store) =>
      // One look at the database: a checkpoint that is let go of meanwhile is still there for it.
      this.#connection!.transaction(() => {
        const newest = store.newest(run);
        const checkpoint = step === null ? newest : store.at(run, step);
        if (!checkpoint) return null;
        const parameters = readParameters(store, checkpoint);
        return { checkpoint, summary: summaryOf(checkpoint, checkpoint.id === newest?.id), parameters };
      })(),
    );
  }

  #with<Result>(work: (store: CheckpointStore) => Result): Result {
    try {
      this.#connection ??= openBeside(this.#workspace, { readonly: false });
      return work(new CheckpointStore(this.#connection));
    } catch (error) {
      throw explainDatabaseError(error, join(this.#workspace, databaseFile));
    }
  }
}

/** In memory that threads share, so that no thread has to copy it to have it. */
function readParameters({ numbers }: CheckpointStore, checkpoint: StoredCheckpoint): Float32Array {
  const { id, parameterBytes, weightsHash } = checkpoint;
  const parameters = new Float32Array(new SharedArrayBuffer(parameterBytes));
  const hash = createHash('sha256');
  numbers.read(id, 'parameters', (from, values) => {
    hash.update(bytesOf(values));
    parameters.set(values, from);
  });
  requireSameHash(hash.digest('hex'), weightsHash);
  return parameters;
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
