import type Database from 'better-sqlite3';

export type CheckpointPart = 'parameters' | 'carried';

/** So many bytes lie in one row at most: written or read, none takes longer than a few milliseconds. */
const chunkBytes = 2 ** 20;

/** The numbers of checkpoints, as little-endian float32 in chunks. */
export class CheckpointNumbers {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Adds a piece that begins at byte `position` of its part. Outside a transaction each chunk is written for itself. */
  add(checkpoint: number, part: CheckpointPart, position: number, values: Float32Array): void {
    const insert = this.#database.prepare(
      'INSERT INTO checkpoint_chunks (checkpoint_id, part, position, bytes) VALUES (?, ?, ?, ?)',
    );
    for (let at = 0; at < values.byteLength; at += chunkBytes) {
      const length = Math.min(chunkBytes, values.byteLength - at);
      insert.run(checkpoint, part, position + at, new Uint8Array(values.buffer, values.byteOffset + at, length));
    }
  }

  /** Passes on one chunk after another, with the number of the first of its floats. The memory is used again. */
  read(checkpoint: number, part: CheckpointPart, take: (from: number, values: Float32Array) => void): void {
    const chunks = this.#database
      .prepare<[number, string], { position: number; bytes: Buffer }>(
        'SELECT position, bytes FROM checkpoint_chunks WHERE checkpoint_id = ? AND part = ? ORDER BY position',
      )
      .iterate(checkpoint, part);
    const memory = new Uint8Array(chunkBytes); // a Buffer need not begin at a multiple of four
    for (const { position, bytes } of chunks) {
      memory.set(bytes);
      take(position / 4, new Float32Array(memory.buffer, 0, bytes.length / 4));
    }
  }

  /**
   * Deletes, chunk by chunk, what no checkpoint needs any more: of one run, which nobody is writing; or, for null, of
   * all runs that no engine has in hand.
   */
  tidy(run: string | null): void {
    const ofRun = `checkpoints.run_id IN (SELECT id FROM runs WHERE id = :run OR (:run IS NULL AND owner IS NULL))`;
    const ids = (sql: string) => this.#database.prepare<[{ run: string | null }], number>(sql).pluck().all({ run });
    // Ids are never used again, so that whoever takes the run over meanwhile may write already.
    const released = ids(`SELECT id FROM checkpoints WHERE weights_hash IS NULL AND ${ofRun}`);
    const chunks = ids(
      `SELECT checkpoint_chunks.id FROM checkpoint_chunks JOIN checkpoints ON checkpoints.id = checkpoint_id
       WHERE (weights_hash IS NULL OR (part = 'carried' AND carried_bytes IS NULL)) AND ${ofRun}`,
    );
    const deleteChunk = this.#database.prepare('DELETE FROM checkpoint_chunks WHERE id = ?');
    for (const id of chunks) deleteChunk.run(id);
    const deleteCheckpoint = this.#database.prepare('DELETE FROM checkpoints WHERE id = ?');
    for (const id of released) deleteCheckpoint.run(id);
  }
}
