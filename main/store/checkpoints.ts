import type Database from 'better-sqlite3';
import type { CheckpointSummary } from '#core/contract/run.ts';
import type { LearningRateChange } from '#core/training/checkpoint.ts';
import type { BatchSums } from '#core/training/scores.ts';
import type { StoppingState } from '#core/training/stopping.ts';
import { bytesOf, floatsOf } from './numbers.ts';

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

export interface StoredCheckpoint {
  epoch: number;
  step: number;
  header: CheckpointHeader;
  parameters: Float32Array;
  /** What the training carries on beside its parameters. Null on all but a run's newest checkpoint. */
  optimizer: Float32Array | null;
  weightsHash: string;
  /** Whether it stays when a later one is there. */
  kept: boolean;
}

interface CheckpointRow {
  epoch: number;
  step: number;
  header: string;
  parameters: Buffer;
  optimizer: Buffer | null;
  weights_hash: string;
  kept: number;
}

export class CheckpointStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /**
   * Keeps a checkpoint. The optimizer's state is only needed to go on from here, so the run's earlier checkpoints let
   * go of theirs; and those that were not to be kept go altogether.
   */
  add(run: string, checkpoint: StoredCheckpoint): void {
    this.#database.prepare('DELETE FROM checkpoints WHERE run_id = ? AND kept = 0').run(run);
    this.#database
      .prepare('UPDATE checkpoints SET optimizer = NULL WHERE run_id = ? AND optimizer IS NOT NULL')
      .run(run);
    this.#database
      .prepare(
        `INSERT INTO checkpoints
           (run_id, epoch, step, header, parameters, optimizer, weights_hash, kept, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (run_id, step) DO UPDATE SET
           header = excluded.header, optimizer = excluded.optimizer, kept = max(kept, excluded.kept)`,
      )
      .run(
        run,
        checkpoint.epoch,
        checkpoint.step,
        JSON.stringify(checkpoint.header),
        bytesOf(checkpoint.parameters),
        checkpoint.optimizer && bytesOf(checkpoint.optimizer),
        checkpoint.weightsHash,
        Number(checkpoint.kept),
        Date.now(),
      );
  }

  list(run: string): CheckpointSummary[] {
    return this.#database
      .prepare<[string], CheckpointSummary>(
        `SELECT epoch, step, weights_hash AS weightsHash, created_at AS createdAt,
                length(parameters) + coalesce(length(optimizer), 0) AS bytes
         FROM checkpoints WHERE run_id = ? ORDER BY step`,
      )
      .all(run);
  }

  newest(run: string): StoredCheckpoint | undefined {
    const row = this.#database
      .prepare<[string], CheckpointRow>('SELECT * FROM checkpoints WHERE run_id = ? ORDER BY step DESC LIMIT 1')
      .get(run);
    return row && toCheckpoint(row);
  }

  at(run: string, step: number): StoredCheckpoint | undefined {
    const row = this.#database
      .prepare<[string, number], CheckpointRow>('SELECT * FROM checkpoints WHERE run_id = ? AND step = ?')
      .get(run, step);
    return row && toCheckpoint(row);
  }
}

function toCheckpoint(row: CheckpointRow): StoredCheckpoint {
  return {
    epoch: row.epoch,
    step: row.step,
    header: JSON.parse(row.header) as CheckpointHeader,
    parameters: floatsOf(row.parameters),
    optimizer: row.optimizer && floatsOf(row.optimizer),
    weightsHash: row.weights_hash,
    kept: row.kept === 1,
  };
}
