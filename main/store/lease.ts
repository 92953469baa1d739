import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
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
    this.#own = this.#lock(this.#path(owner));
  }

  /** Whether the engine of that name is still running. When that cannot be told, it is taken to be. */
  isAlive(owner: string): boolean {
    if (owner === this.owner) return true;
    const path = this.#path(owner);
    if (!existsSync(path)) return false;
    let probe: Database.Database | undefined;
    try {
      probe = new Database(path, { timeout: 0, fileMustExist: true });
      probe.exec('BEGIN EXCLUSIVE');
      // Removed while it is locked: an engine that is about to lock the same file sees that it is gone.
      remove(path);
      return false;
    } catch {
      return existsSync(path);
    } finally {
      probe?.close();
      // Windows removes no file that is open here, nor one that is open anywhere else.
      if (process.platform === 'win32') remove(path);
    }
  }

  /** Removes what engines that have ended left behind. */
  tidy(): void {
    for (const file of readdirSync(this.#folder)) {
      if (file.endsWith('.lock')) this.isAlive(file.slice(0, -'.lock'.length));
    }
  }

  release(): void {
    remove(this.#path(this.owner));
    this.#own.close();
    remove(this.#path(this.owner));
  }

  /** Another engine may tidy the file away between its making and its locking; then it is made again. */
  #lock(path: string): Database.Database {
    for (;;) {
      const lock = new Database(path, { timeout: 5000 });
      lock.pragma('journal_mode = MEMORY');
      const made = inodeOf(path);
      lock.exec('BEGIN EXCLUSIVE');
      if (made !== undefined && inodeOf(path) === made) return lock;
      lock.close();
    }
  }

  #path(owner: string): string {
    return join(this.#folder, `${owner}.lock`);
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is in use, and whoever uses it removes it.
  }
}
