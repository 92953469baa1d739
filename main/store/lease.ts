import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Tells living engines from dead ones. Each engine holds a lock file of its own for as long as its process lives; the
 * operating system lets go of it when the process ends, however it ends. No clock and no process number is trusted.
 */
export class Lease {
  readonly #folder: string;
  readonly #own: Database.Database;
  readonly owner: string;

  constructor(workspace: string, owner: string) {
    this.#folder = join(workspace, 'engines');
    this.owner = owner;
    mkdirSync(this.#folder, { recursive: true });
    this.#own = new Database(this.#path(owner));
    this.#own.pragma('journal_mode = MEMORY');
    this.#own.exec('BEGIN EXCLUSIVE');
  }

  /** Whether the engine of that name is still running. */
  isAlive(owner: string): boolean {
    if (owner === this.owner) return true;
    const path = this.#path(owner);
    if (!existsSync(path)) return false;
    let probe: Database.Database | undefined;
    try {
      probe = new Database(path, { timeout: 0, fileMustExist: true });
      probe.exec('BEGIN EXCLUSIVE; ROLLBACK');
    } catch (error) {
      return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    } finally {
      probe?.close();
    }
    rmSync(path, { force: true });
    return false;
  }

  /** Removes what engines that have ended left behind. */
  tidy(): void {
    for (const file of readdirSync(this.#folder)) {
      if (file.endsWith('.lock')) this.isAlive(file.slice(0, -'.lock'.length));
    }
  }

  release(): void {
    this.#own.close();
    rmSync(this.#path(this.owner), { force: true });
  }

  #path(owner: string): string {
    return join(this.#folder, `${owner}.lock`);
  }
}
