import type Database from 'better-sqlite3';
import type { Dataset, DatasetForm, DatasetKind, DatasetSource } from '#core/contract/dataset.ts';
import type { RunSummary } from '#core/contract/run.ts';

interface DatasetRow {
  id: string;
  name: string;
  source: string;
  hash: string | null;
  count: number;
  kind: DatasetKind;
  height: number;
  width: number;
  columns: string;
  classes: string;
  targets: string;
  class_counts: string;
  test_count: number;
  licence: string | null;
  created_at: number;
  trashed_at: number | null;
  erased_at: number | null;
}

export interface NewDataset extends DatasetForm {
  id: string;
  name: string;
  source: DatasetSource;
  count: number;
  licence: string | null;
  /** The engine that is importing it, until it is whole. */
  owner?: string;
}

export type ChunkPart = 'inputs' | 'labels' | 'targets';

/** Datasets and their bytes, in chunks so that no single read or write is long. */
export class DatasetStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  list(): Dataset[] {
    const rows = this.#database
      .prepare<[], DatasetRow>('SELECT * FROM datasets WHERE owner IS NULL ORDER BY created_at, rowid')
      .all();
    return rows.map(toDataset);
  }

  get(id: string): Dataset | undefined {
    const row = this.#database.prepare<[string], DatasetRow>('SELECT * FROM datasets WHERE id = ?').get(id);
    return row && toDataset(row);
  }

  byHash(hash: string): Dataset | undefined {
    const row = this.#database.prepare<[string], DatasetRow>('SELECT * FROM datasets WHERE hash = ?').get(hash);
    return row && toDataset(row);
  }

  /** Adds a dataset without its examples; it is `absent` until `complete` is called. */
  add(dataset: NewDataset): void {
    this.#database
      .prepare(
        `INSERT INTO datasets
           (id, name, source, count, kind, height, width, columns, classes, targets, class_counts, test_count, licence,
            owner, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?, ?, ?, ?)`,
      )
      .run(
        dataset.id,
        dataset.name,
        JSON.stringify(dataset.source),
        dataset.count,
        dataset.kind,
        ...dataset.shape,
        JSON.stringify(dataset.columns),
        JSON.stringify(dataset.classes),
        JSON.stringify(dataset.targets),
        dataset.testCount,
        dataset.licence,
        dataset.owner ?? null,
        Date.now(),
        Date.now(),
      );
  }

  /** Says what the examples are like, where that was not known when the dataset was added. */
  describe(id: string, count: number, form: DatasetForm): void {
    this.#database
      .prepare(
        `UPDATE datasets SET count = ?, kind = ?, height = ?, width = ?, columns = ?, classes = ?, targets = ?,
           test_count = ? WHERE id = ?`,
      )
      .run(
        count,
        form.kind,
        ...form.shape,
        JSON.stringify(form.columns),
        JSON.stringify(form.classes),
        JSON.stringify(form.targets),
        form.testCount,
        id,
      );
  }

  /** Datasets that some engine is importing, or was when it ended. */
  owned(): { id: string; owner: string }[] {
    return this.#database
      .prepare<[], { id: string; owner: string }>('SELECT id, owner FROM datasets WHERE owner IS NOT NULL')
      .all();
  }

  /** Datasets that changed at that time or later. */
  changedSince(time: number): Dataset[] {
    const rows = this.#database
      .prepare<[number], DatasetRow>('SELECT * FROM datasets WHERE owner IS NULL AND updated_at >= ?')
      .all(time);
    return rows.map(toDataset);
  }

  /** Gives a dataset another id and name; everything that refers to it follows. */
  changeId(id: string, newId: string, newName: string): void {
    this.#database
      .prepare('UPDATE datasets SET id = ?, name = ?, updated_at = ? WHERE id = ?')
      .run(newId, newName, Date.now(), id);
  }

  remove(id: string): void {
    this.#database.prepare('DELETE FROM datasets WHERE id = ?').run(id);
  }

  rename(id: string, name: string): void {
    this.#database.prepare('UPDATE datasets SET name = ?, updated_at = ? WHERE id = ?').run(name, Date.now(), id);
  }

  /** Moves a dataset to the trash, or back out of it. */
  trash(id: string, trashed: boolean): void {
    const now = Date.now();
    this.#database
      .prepare('UPDATE datasets SET trashed_at = ?, updated_at = ? WHERE id = ?')
      .run(trashed ? now : null, now, id);
  }

  /** Lets go of a dataset's examples; it is `absent` from then on. */
  erase(id: string): void {
    const now = Date.now();
    this.#database.prepare('DELETE FROM dataset_chunks WHERE dataset_id = ?').run(id);
    this.#database.prepare('UPDATE datasets SET erased_at = ?, updated_at = ? WHERE id = ?').run(now, now, id);
  }

  /** The runs that were trained on a dataset, the oldest first. */
  runsOn(id: string): Pick<RunSummary, 'id' | 'name' | 'status'>[] {
    return this.#database
      .prepare<[string], Pick<RunSummary, 'id' | 'name' | 'status'>>(
        'SELECT id, name, status FROM runs WHERE dataset_id = ? ORDER BY created_at, id',
      )
      .all(id);
  }

  addChunk(id: string, part: ChunkPart, position: number, bytes: Uint8Array): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO dataset_chunks (dataset_id, part, position, bytes) VALUES (?, ?, ?, ?)')
      .run(id, part, position, bytes);
  }

  /** Gives all chunks of a dataset to another in place of its own, each in a step of its own. */
  giveChunks(id: string, to: string): void {
    this.#database.prepare('DELETE FROM dataset_chunks WHERE dataset_id = ?').run(to);
    const give = this.#database.prepare('UPDATE dataset_chunks SET dataset_id = ? WHERE id = ?');
    for (const chunk of this.#chunkIds(id)) give.run(to, chunk);
  }

  /** Removes a dataset with its chunks, each in a step of its own, so that no other program waits long. */
  removeInSteps(id: string): void {
    const remove = this.#database.prepare('DELETE FROM dataset_chunks WHERE id = ?');
    for (const chunk of this.#chunkIds(id)) remove.run(chunk);
    this.remove(id);
  }

  #chunkIds(id: string): number[] {
    return this.#database
      .prepare<[string], number>('SELECT id FROM dataset_chunks WHERE dataset_id = ?')
      .pluck()
      .all(id);
  }

  /** Where the chunks of a part begin, in order. */
  chunkPositions(id: string, part: ChunkPart): number[] {
    return this.#database
      .prepare<[string, string], number>(
        'SELECT position FROM dataset_chunks WHERE dataset_id = ? AND part = ? ORDER BY position',
      )
      .pluck()
      .all(id, part);
  }

  chunk(id: string, part: ChunkPart, position: number): Uint8Array {
    return this.#database
      .prepare<[string, string, number], Buffer>(
        'SELECT bytes FROM dataset_chunks WHERE dataset_id = ? AND part = ? AND position = ?',
      )
      .pluck()
      .get(id, part, position)!;
  }

  /** Marks a dataset as `ready`: all its chunks are written. */
  complete(id: string, hash: string, classCounts: number[]): void {
    this.#database
      .prepare(
        `UPDATE datasets SET hash = ?, class_counts = ?, owner = NULL, trashed_at = NULL, erased_at = NULL, updated_at = ?
         WHERE id = ?`,
      )
      .run(hash, JSON.stringify(classCounts), Date.now(), id);
  }
}

function toDataset(row: DatasetRow): Dataset {
  const targets = JSON.parse(row.targets) as string[];
  const inputBytes = row.height * row.width * (row.kind === 'pictures' ? 1 : 4);
  return {
    id: row.id,
    name: row.name,
    source: JSON.parse(row.source) as DatasetSource,
    state: row.hash === null || row.erased_at !== null ? 'absent' : 'ready',
    hash: row.hash,
    count: row.count,
    kind: row.kind,
    shape: [row.height, row.width],
    columns: JSON.parse(row.columns) as string[],
    classes: JSON.parse(row.classes) as string[],
    targets,
    classCounts: JSON.parse(row.class_counts) as number[],
    testCount: row.test_count,
    licence: row.licence,
    bytes: row.count * (inputBytes + (targets.length > 0 ? 4 * targets.length : 1)),
    createdAt: row.created_at,
    trashedAt: row.trashed_at,
  };
}
