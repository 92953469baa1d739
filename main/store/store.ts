import { statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { CheckpointStore } from './checkpoints.ts';
import { DatasetStore } from './datasets.ts';
import { DesignStore } from './designs.ts';
import { Lease } from './lease.ts';
import { MetricStore } from './metrics.ts';
import { databaseFile, explainDatabaseError, openDatabase } from './open.ts';
import { RunEventStore } from './runEvents.ts';
import { RunStore } from './runs.ts';
import { SplitStore } from './splits.ts';

/**
 * Pages of 4 kB that may gather in the database's log before the engine's own connection moves them to where they
 * belong, which can take a tenth of a second: usually the thread that writes checkpoints has done it long before.
 */
const mostLogPages = 16_384;
const longLogBytes = 8 * 2 ** 20;

/** Everything that is kept in a workspace. */
export class Store {
  readonly #database: Database.Database;
  readonly lease: Lease;
  readonly runs: RunStore;
  readonly events: RunEventStore;
  readonly metrics: MetricStore;
  readonly checkpoints: CheckpointStore;
  readonly datasets: DatasetStore;
  readonly designs: DesignStore;
  readonly splits: SplitStore;
  readonly workspace: string;

  /** Throws a `LaminaError` that says what is wrong with the workspace. `owner` names this engine among all. */
  constructor(workspace: string, owner: string) {
    this.workspace = workspace;
    this.#database = openDatabase(workspace);
    this.#database.pragma(`wal_autocheckpoint = ${mostLogPages}`);
    this.lease = this.#takeLease(owner);
    this.runs = new RunStore(this.#database);
    this.events = new RunEventStore(this.#database);
    this.metrics = new MetricStore(this.#database);
    this.checkpoints = new CheckpointStore(this.#database);
    this.datasets = new DatasetStore(this.#database);
    this.designs = new DesignStore(this.#database);
    this.splits = new SplitStore(this.#database);
  }

  /** Does all of `work` or nothing of it. */
  transaction(work: () => void): void {
    this.#database.transaction(work).immediate();
  }

  /** An error of the database in words for people; any other error as it is. */
  explain(error: unknown): Error {
    return explainDatabaseError(error, join(this.workspace, databaseFile));
  }

  /** A number that changes whenever another program has written to the database. */
  foreignChanges(): number {
    return this.#database.pragma('data_version', { simple: true }) as number;
  }

  /** Whether there is much in the database's log that could be moved to where it belongs. */
  logIsLong(): boolean {
    const log = statSync(`${join(this.workspace, databaseFile)}-wal`, { throwIfNoEntry: false });
    return (log?.size ?? 0) > longLogBytes;
  }

  close(): void {
    this.#database.close();
    this.lease.release();
  }

  #takeLease(owner: string): Lease {
    try {
      const lease = new Lease(this.workspace, owner);
      lease.tidy();
      return lease;
    } catch (error) {
      this.#database.close();
      throw this.explain(error);
    }
  }
}
