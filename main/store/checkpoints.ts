import type Database from 'better-sqlite3';
import type { CheckpointKind, CheckpointSummary } from '#core/contract/run.ts';
import type { LearningRateChange } from '#core/training/checkpoint.ts';
import type { BatchSums } from '#core/training/scores.ts';
import type { StoppingState } from '#core/training/stopping.ts';
import { CheckpointNumbers } from './numbers.ts';

/** What a checkpoint knows beside its numbers. */
export interface CheckpointHeader {
  /** Of the running means of the epoch that was going on. */
  epochSums: BatchSums;
  /** Of the batches since the last point of the `batch` curves. */
  windowSums: BatchSums;
  /** Not there in those of earlier versions. */
  learningRates?: LearningRateChange[];
  stopping?: StoppingState;
  seconds: number;
  trainingSeconds: number;
  trainedExamples: number;
}

/** A checkpoint without its numbers, before it is whole. */
export interface NewCheckpoint {
  epoch: number;
  step: number;
  header: CheckpointHeader;
  parameterBytes: number;
  /**
   * What the training carries on beside its parameters. Null where nothing is kept to go on from: on all but the newest
   * checkpoint that a run can go on from. 0 where nothing is carried on yet, before the first batch of a child.
   */
  carriedBytes: number | null;
  /** Whether it stays when a later one is there. */
  kept: boolean;
  /** Whether it has the weights of the run's best epoch so far. */
  best: boolean;
}

export interface StoredCheckpoint extends NewCheckpoint {
  id: number;
  weightsHash: string;
  createdAt: number;
}

/** A checkpoint whose numbers are all written, with the hash of its parameters. */
export type WholeCheckpoint = Pick<StoredCheckpoint, 'id' | 'step' | 'best' | 'weightsHash'>;

interface CheckpointRow {
  id: number;
  epoch: number;
  step: number;
  header: string;
  parameter_bytes: number;
  carried_bytes: number | null;
  weights_hash: string;
  kept: number;
  best: number;
  created_at: number;
}

const select = 'SELECT * FROM checkpoints WHERE run_id = ? AND weights_hash IS NOT NULL';

/**
 * The checkpoints of runs. One is begun, its numbers are written, and then it is finished: only from then on it
 * counts. One that is let go of no longer counts at once, and `numbers.tidy` deletes what is left of it.
 */
export class CheckpointStore {
  readonly #database: Database.Database;
  readonly numbers: CheckpointNumbers;

  constructor(database: Database.Database) {
    this.#database = database;
    this.numbers = new CheckpointNumbers(database);
  }

  /** Returns the id under which its numbers are to be written. */
  begin(run: string, checkpoint: NewCheckpoint): number {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO checkpoints (run_id, epoch, step, header, parameter_bytes, carried_bytes, kept, best, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        run,
        checkpoint.epoch,
        checkpoint.step,
        JSON.stringify(checkpoint.header),
        checkpoint.parameterBytes,
        checkpoint.carriedBytes,
        Number(checkpoint.kept),
        Number(checkpoint.best),
        Date.now(),
      );
    return Number(lastInsertRowid);
  }

  /**
   * Lets checkpoints count, all or none of them. The earlier ones let go of what is only needed to go on from; and those
   * that are neither to be kept nor the best go altogether.
   */
  finish(run: string, checkpoints: readonly WholeCheckpoint[]): void {
    this.#database.transaction(() => {
      for (const checkpoint of checkpoints) this.#finish(run, checkpoint);
      this.#letGoOfEarlier(run);
    })();
  }

  #finish(run: string, { id, step, best, weightsHash }: WholeCheckpoint): void {
    this.#database.prepare('UPDATE checkpoints SET weights_hash = ? WHERE id = ?').run(weightsHash, id);
    if (best) this.#database.prepare('UPDATE checkpoints SET best = (id = ?) WHERE run_id = ?').run(id, run);
    // Of two with the same weights at the same place the later one takes over what the earlier one was.
    const same = { id, run, step, weightsHash };
    const sameWeights = 'run_id = :run AND step = :step AND weights_hash = :weightsHash';
    this.#database
      .prepare(
        `UPDATE checkpoints SET (kept, best) = (SELECT max(kept), max(best) FROM checkpoints WHERE ${sameWeights})
         WHERE id = :id`,
      )
      .run(same);
    this.#database
      .prepare(`UPDATE checkpoints SET weights_hash = NULL, kept = 0, best = 0 WHERE ${sameWeights} AND id <> :id`)
      .run(same);
  }

  #letGoOfEarlier(run: string): void {
    const last = this.newest(run)?.id ?? null;
    const resumable = this.resumable(run)?.id ?? null;
    this.#database
      .prepare(
        'UPDATE checkpoints SET carried_bytes = NULL WHERE run_id = ? AND id IS NOT ? AND weights_hash IS NOT NULL',
      )
      .run(run, resumable);
    this.#database
      .prepare(
        `UPDATE checkpoints SET weights_hash = NULL
         WHERE run_id = ? AND kept = 0 AND best = 0 AND id IS NOT ? AND id IS NOT ?`,
      )
      .run(run, last, resumable);
  }

  /** Adds a whole checkpoint at once, with no more than its parameters. */
  add(run: string, checkpoint: NewCheckpoint, parameters: Float32Array, weightsHash: string): void {
    this.#database.transaction(() => {
      const id = this.begin(run, checkpoint);
      this.numbers.add(id, 'parameters', 0, parameters);
      this.finish(run, [{ ...checkpoint, id, weightsHash }]);
    })();
  }

  /** Copies a checkpoint's parameters to a run that begins with them, as its kept checkpoint before the first batch. */
  copyAsBeginning(id: number, run: string, header: CheckpointHeader): void {
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO checkpoints (run_id, epoch, step, header, parameter_bytes, carried_bytes, weights_hash, kept, best,
                                  created_at)
         SELECT ?, 0, 0, ?, parameter_bytes, 0, weights_hash, 1, 0, ? FROM checkpoints WHERE id = ?`,
      )
      .run(run, JSON.stringify(header), Date.now(), id);
    this.#database
      .prepare(
        `INSERT INTO checkpoint_chunks (checkpoint_id, part, position, bytes)
         SELECT ?, part, position, bytes FROM checkpoint_chunks WHERE checkpoint_id = ? AND part = 'parameters'`,
      )
      .run(lastInsertRowid, id);
  }

  /** Lets go of a run's checkpoints after a step: what led to them will be done again. */
  removeAfter(run: string, step: number): void {
    this.#database.prepare('UPDATE checkpoints SET weights_hash = NULL WHERE run_id = ? AND step > ?').run(run, step);
  }

  /** Whether there are checkpoints that do not count: unfinished, or let go of. */
  hasLeftovers(): boolean {
    const leftover = `SELECT 1 FROM checkpoints WHERE weights_hash IS NULL OR (carried_bytes IS NULL AND EXISTS (
        SELECT 1 FROM checkpoint_chunks WHERE checkpoint_id = checkpoints.id AND part = 'carried'))`;
    return this.#database.prepare(leftover).get() !== undefined;
  }

  list(run: string): CheckpointSummary[] {
    const last = this.newest(run)?.id;
    return this.#database
      .prepare<[string], CheckpointRow>(`${select} ORDER BY step, id`)
      .all(run)
      .map((row) => summaryOf(toCheckpoint(row), row.id === last));
  }

  newest(run: string): StoredCheckpoint | undefined {
    return this.#first(`${select} ORDER BY step DESC, id DESC`, run);
  }

  /** The newest one that the run can go on from. */
  resumable(run: string): StoredCheckpoint | undefined {
    return this.#first(`${select} AND carried_bytes IS NOT NULL ORDER BY step DESC, id DESC`, run);
  }

  at(run: string, step: number): StoredCheckpoint | undefined {
    return this.#first(`${select} AND step = ? ORDER BY id DESC`, run, step);
  }

  #first(sql: string, ...parameters: (string | number)[]): StoredCheckpoint | undefined {
    const row = this.#database.prepare<(string | number)[], CheckpointRow>(`${sql} LIMIT 1`).get(...parameters);
    return row && toCheckpoint(row);
  }
}

/** What is told of a checkpoint; `isLast` when it is its run's newest one. */
export function summaryOf(checkpoint: StoredCheckpoint, isLast: boolean): CheckpointSummary {
  const { epoch, step, weightsHash, parameterBytes, carriedBytes, createdAt, kept, best } = checkpoint;
  const kinds: CheckpointKind[] = [];
  if (best) kinds.push('best');
  if (isLast) kinds.push('last');
  if (kept) kinds.push('kept');
  return { epoch, step, kinds, weightsHash, bytes: parameterBytes + (carriedBytes ?? 0), createdAt };
}

function toCheckpoint(row: CheckpointRow): StoredCheckpoint {
  return {
    id: row.id,
    epoch: row.epoch,
    step: row.step,
    header: JSON.parse(row.header) as CheckpointHeader,
    parameterBytes: row.parameter_bytes,
    carriedBytes: row.carried_bytes,
    weightsHash: row.weights_hash,
    kept: row.kept === 1,
    best: row.best === 1,
    createdAt: row.created_at,
  };
}
