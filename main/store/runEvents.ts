import type Database from 'better-sqlite3';
import type { LearningRateEvent } from '#core/contract/run.ts';
import type { LearningRateChange } from '#core/training/checkpoint.ts';

interface EventRow {
  step: number;
  at: number;
  data: string;
}

/** What was done to runs while they went on, each at its step. It stays when a run goes back to a checkpoint. */
export class RunEventStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Keeps a change of the learning rate, in place of those at its step and later ones, which it makes void. */
  addLearningRate(run: string, { step, learningRate }: LearningRateChange): void {
    this.#database
      .prepare(`DELETE FROM run_events WHERE run_id = ? AND kind = 'learning-rate' AND step >= ?`)
      .run(run, step);
    this.#database
      .prepare(`INSERT INTO run_events (run_id, step, at, kind, data) VALUES (?, ?, ?, 'learning-rate', ?)`)
      .run(run, step, Date.now(), JSON.stringify({ learningRate }));
  }

  /** All changes of a run's learning rate, in the order of their steps. */
  learningRates(run: string): LearningRateEvent[] {
    const rows = this.#database
      .prepare<[string], EventRow>(
        `SELECT step, at, data FROM run_events WHERE run_id = ? AND kind = 'learning-rate' ORDER BY step`,
      )
      .all(run);
    return rows.map(({ step, at, data }) => ({ step, at, ...(JSON.parse(data) as { learningRate: number }) }));
  }
}
