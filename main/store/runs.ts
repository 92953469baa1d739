import type Database from 'better-sqlite3';
import type { Parent } from '#core/contract/parent.ts';
import { parseConfig, type TrainingConfig } from '#core/contract/config.ts';
import type { DatasetKind } from '#core/contract/dataset.ts';
import { parameterCount, parseDesign, type Design } from '#core/contract/design.ts';
import type { EpochResult, RunStatus, RunSummary } from '#core/contract/run.ts';
import type { InputStatistics } from '#core/data/examples.ts';
import { bytesOf, floatsOf } from './bytes.ts';

interface RunRow {
  id: string;
  name: string;
  status: RunStatus;
  problem: string | null;
  owner: string | null;
  dataset_id: string;
  dataset_name: string;
  dataset_hash: string | null;
  dataset_kind: DatasetKind;
  dataset_height: number;
  dataset_width: number;
  dataset_targets: string;
  split_hash: string | null;
  statistics: Buffer | null;
  design: string;
  config: string;
  created_at: number;
  ended_at: number | null;
  trashed_at: number | null;
  train_examples: number;
  test_examples: number;
  steps_per_epoch: number;
  epochs: number;
  best: string | null;
  last: string | null;
  seconds: number;
  training_seconds: number;
  trained_examples: number;
  weights_hash: string | null;
  kernel_build: string;
  program_version: string;
  parent_run: string | null;
  parent_epoch: number | null;
  weights_epoch: number | null;
  weights_batches: number;
  weights_result: string | null;
  /** The newest change of the learning rate; null when there was none. */
  learning_rate: number | null;
}

/** A run as the engine works with it: what is shown, and what is needed to carry it on. */
export interface StoredRun {
  summary: RunSummary;
  owner: string | null;
  trainExamples: number;
  testExamples: number;
  /** Under which hash its split is kept; null before it has begun, and of earlier versions. */
  splitHash: string | null;
  /** What the preparation of its inputs measured; null when there was nothing to measure. */
  statistics: InputStatistics | null;
  stepsPerEpoch: number;
  trainingSeconds: number;
  trainedExamples: number;
}

export interface NewRun {
  id: string;
  name: string;
  status: RunStatus;
  owner: string | null;
  dataset: string;
  datasetHash: string | null;
  design: Design;
  config: TrainingConfig;
  kernelBuild: string;
  programVersion: string;
  parent?: Parent | undefined;
  /** Now, when left out. */
  createdAt?: number;
}

/** The columns that change while a run goes on. */
export interface RunChanges {
  name: string;
  status: RunStatus;
  problem: string | null;
  owner: string | null;
  dataset_hash: string | null;
  ended_at: number | null;
  trashed_at: number | null;
  train_examples: number;
  test_examples: number;
  steps_per_epoch: number;
  split_hash: string;
  statistics: InputStatistics | null;
  epochs: number;
  best: EpochResult | null;
  last: EpochResult | null;
  seconds: number;
  training_seconds: number;
  trained_examples: number;
  weights_hash: string | null;
  weights_epoch: number | null;
  weights_batches: number;
  weights_result: EpochResult | null;
  kernel_build: string;
  asked_learning_rate: number | null;
}

const select = `
  SELECT runs.*, datasets.name AS dataset_name, datasets.kind AS dataset_kind, datasets.height AS dataset_height,
    datasets.width AS dataset_width, datasets.targets AS dataset_targets,
    (SELECT json_extract(data, '$.learningRate') FROM run_events
     WHERE run_id = runs.id AND kind = 'learning-rate' ORDER BY step DESC LIMIT 1) AS learning_rate
  FROM runs JOIN datasets ON datasets.id = dataset_id`;

export class RunStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  list(): RunSummary[] {
    const rows = this.#database.prepare<[], RunRow>(`${select} ORDER BY runs.created_at DESC, runs.id`).all();
    return rows.map((row) => toRun(row).summary);
  }

  get(id: string): StoredRun | undefined {
    const row = this.#database.prepare<[string], RunRow>(`${select} WHERE runs.id = ?`).get(id);
    return row && toRun(row);
  }

  /** Runs that changed at that time or later. */
  changedSince(time: number): RunSummary[] {
    const rows = this.#database.prepare<[number], RunRow>(`${select} WHERE runs.updated_at >= ?`).all(time);
    return rows.map((row) => toRun(row).summary);
  }

  /** Runs that some engine has in hand, or had when it ended. */
  owned(): { id: string; owner: string }[] {
    return this.#database
      .prepare<[], { id: string; owner: string }>('SELECT id, owner FROM runs WHERE owner IS NOT NULL')
      .all();
  }

  add(run: NewRun): void {
    this.#database
      .prepare(
        `INSERT INTO runs (id, name, status, owner, dataset_id, dataset_hash, design, config, created_at, updated_at,
                           kernel_build, program_version, parent_run, parent_epoch)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        run.id,
        run.name,
        run.status,
        run.owner,
        run.dataset,
        run.datasetHash,
        JSON.stringify(run.design),
        JSON.stringify(run.config),
        run.createdAt ?? Date.now(),
        Date.now(),
        run.kernelBuild,
        run.programVersion,
        run.parent?.run ?? null,
        run.parent?.epoch ?? null,
      );
  }

  update(id: string, changes: Partial<RunChanges>): void {
    const assignments = [...Object.keys(changes), 'updated_at'].map((column) => `${column} = ?`);
    const values = Object.values(changes).map(toColumn);
    this.#database.prepare(`UPDATE runs SET ${assignments.join(', ')} WHERE id = ?`).run(...values, Date.now(), id);
  }

  /** Takes a run that nobody has in hand. False when another engine was quicker. */
  claim(id: string, owner: string): boolean {
    const { changes } = this.#database
      .prepare(
        `UPDATE runs SET owner = ?, status = 'queued', problem = NULL, ended_at = NULL, asked_learning_rate = NULL,
                         updated_at = ?
         WHERE id = ? AND owner IS NULL`,
      )
      .run(owner, Date.now(), id);
    return changes === 1;
  }

  /** Marks a run as interrupted if the engine that has died still has it. False when it has not. */
  interrupt(id: string, owner: string): boolean {
    const { changes } = this.#database
      .prepare(
        `UPDATE runs SET owner = NULL, status = 'interrupted', ended_at = ?, updated_at = ?
         WHERE id = ? AND owner = ?`,
      )
      .run(Date.now(), Date.now(), id, owner);
    return changes === 1;
  }

  /** Leaves a note for the engine that has the run in hand; one that it has not read yet gives way. */
  askLearningRate(id: string, learningRate: number): void {
    this.update(id, { asked_learning_rate: learningRate });
  }

  /** Learning rates that other programs ask for, for runs that an engine has in hand. */
  askedLearningRates(owner: string): { id: string; learningRate: number }[] {
    return this.#database
      .prepare<[string], { id: string; learningRate: number }>(
        `SELECT id, asked_learning_rate AS learningRate FROM runs
         WHERE owner = ? AND asked_learning_rate IS NOT NULL`,
      )
      .all(owner);
  }

  /** Removes a run with its curves and checkpoints. */
  remove(id: string): void {
    this.#database.prepare('DELETE FROM runs WHERE id = ?').run(id);
    this.#database
      .prepare('DELETE FROM splits WHERE hash NOT IN (SELECT split_hash FROM runs WHERE split_hash IS NOT NULL)')
      .run();
  }
}

function toColumn(value: RunChanges[keyof RunChanges] | undefined): string | number | Uint8Array | null {
  if (typeof value !== 'object' || value === null) return value ?? null;
  return 'offset' in value ? bytesOfStatistics(value) : JSON.stringify(value);
}

/** The offsets, then the factors, little-endian float32. */
function bytesOfStatistics({ offset, factor }: InputStatistics): Uint8Array {
  const both = new Float32Array(2 * offset.length);
  both.set(offset);
  both.set(factor, offset.length);
  return bytesOf(both);
}

function statisticsOf(bytes: Buffer): InputStatistics {
  const both = floatsOf(bytes);
  return { offset: both.slice(0, both.length / 2), factor: both.slice(both.length / 2) };
}

function toRun(row: RunRow): StoredRun {
  const design = parseDesign(JSON.parse(row.design));
  const config = parseConfig(JSON.parse(row.config));
  return {
    owner: row.owner,
    trainExamples: row.train_examples,
    testExamples: row.test_examples,
    splitHash: row.split_hash,
    statistics: row.statistics && statisticsOf(row.statistics),
    stepsPerEpoch: row.steps_per_epoch,
    trainingSeconds: row.training_seconds,
    trainedExamples: row.trained_examples,
    summary: {
      id: row.id,
      name: row.name,
      status: row.status,
      problem: row.problem,
      dataset: {
        id: row.dataset_id,
        name: row.dataset_name,
        hash: row.dataset_hash,
        kind: row.dataset_kind,
        shape: [row.dataset_height, row.dataset_width],
        targets: JSON.parse(row.dataset_targets) as string[],
      },
      design,
      config,
      parameters: parameterCount(design),
      createdAt: row.created_at,
      endedAt: row.ended_at,
      trashedAt: row.trashed_at,
      epochs: row.epochs,
      learningRate: row.learning_rate ?? config.optimizer.learningRate,
      best: toResult(row.best),
      last: toResult(row.last),
      seconds: row.seconds,
      examplesPerSecond: row.training_seconds > 0 ? row.trained_examples / row.training_seconds : null,
      weightsHash: row.weights_hash,
      weightsEpoch: row.weights_epoch,
      weightsBatches: row.weights_batches,
      weightsResult: toResult(row.weights_result),
      kernelBuild: row.kernel_build,
      programVersion: row.program_version,
      parent: row.parent_run === null ? null : { run: row.parent_run, epoch: row.parent_epoch ?? 0 },
    },
  };
}

function toResult(json: string | null): EpochResult | null {
  return json === null ? null : (JSON.parse(json) as EpochResult);
}
