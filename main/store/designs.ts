import type Database from 'better-sqlite3';
import { designContentSchema, type DesignContent, type SavedDesign } from '#core/contract/savedDesign.ts';

interface DesignRow {
  id: string;
  name: string;
  content: string;
  created_at: number;
  updated_at: number;
  trashed_at: number | null;
}

/** Designs that were saved under a name. */
export class DesignStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** All of them, the oldest first, those in the trash too. */
  list(): SavedDesign[] {
    return this.#database
      .prepare<[], DesignRow>('SELECT * FROM designs ORDER BY created_at, rowid')
      .all()
      .map(toSavedDesign);
  }

  get(id: string): SavedDesign | undefined {
    const row = this.#database.prepare<[string], DesignRow>('SELECT * FROM designs WHERE id = ?').get(id);
    return row && toSavedDesign(row);
  }

  /** Designs that changed at that time or later. */
  changedSince(time: number): SavedDesign[] {
    return this.#database
      .prepare<[number], DesignRow>('SELECT * FROM designs WHERE changed_at >= ?')
      .all(time)
      .map(toSavedDesign);
  }

  add(id: string, name: string, content: DesignContent): void {
    const now = Date.now();
    this.#database
      .prepare('INSERT INTO designs (id, name, content, created_at, updated_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, name, JSON.stringify(content), now, now, now);
  }

  /** Keeps another content and name, and takes the design out of the trash if it is there. */
  replace(id: string, name: string, content: DesignContent): void {
    const now = Date.now();
    this.#database
      .prepare(
        'UPDATE designs SET name = ?, content = ?, trashed_at = NULL, updated_at = ?, changed_at = ? WHERE id = ?',
      )
      .run(name, JSON.stringify(content), now, now, id);
  }

  rename(id: string, name: string): void {
    const now = Date.now();
    this.#database
      .prepare('UPDATE designs SET name = ?, updated_at = ?, changed_at = ? WHERE id = ?')
      .run(name, now, now, id);
  }

  /** Moves a design to the trash, or back out of it. */
  trash(id: string, trashed: boolean): void {
    const now = Date.now();
    this.#database
      .prepare('UPDATE designs SET trashed_at = ?, changed_at = ? WHERE id = ?')
      .run(trashed ? now : null, now, id);
  }
}

function toSavedDesign(row: DesignRow): SavedDesign {
  return {
    id: row.id,
    name: row.name,
    // What an earlier version kept gets the settings that it did not have yet.
    content: designContentSchema.parse(JSON.parse(row.content)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    trashedAt: row.trashed_at,
  };
}
