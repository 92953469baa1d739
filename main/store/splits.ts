import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { SplitSummary } from '#core/contract/run.ts';
import type { Split } from '#core/data/split.ts';
import { bytesOf, wordsOf } from './bytes.ts';

interface SplitRow {
  train: Buffer;
  validation: Buffer;
  test: Buffer;
}

/** How runs have divided their examples: by content, so that runs with the same split share it. */
export class SplitStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Keeps a split, and returns its hash. */
  add(split: Split): string {
    const [train, validation, test] = [split.train, split.validation, split.test].map(bytesOf);
    const hash = hashOf([train, validation, test]);
    this.#database
      .prepare('INSERT OR IGNORE INTO splits (hash, train, validation, test) VALUES (?, ?, ?, ?)')
      .run(hash, train, validation, test);
    return hash;
  }

  get(hash: string): Split {
    const { train, validation, test } = this.#database
      .prepare<[string], SplitRow>('SELECT train, validation, test FROM splits WHERE hash = ?')
      .get(hash)!;
    return { train: wordsOf(train), validation: wordsOf(validation), test: wordsOf(test) };
  }

  /** How many examples each part has. */
  summary(hash: string): SplitSummary {
    return this.#database
      .prepare<[string], SplitSummary>(
        `SELECT hash, length(train) / 4 AS train, length(validation) / 4 AS validation, length(test) / 4 AS test
         FROM splits WHERE hash = ?`,
      )
      .get(hash)!;
  }
}

/** SHA-256 of each part with its number of examples before it. */
function hashOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length / 4}\n`).update(part);
  return hash.digest('hex');
}
