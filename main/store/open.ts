import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { LaminaError } from '#core/contract/errors.ts';
import { codeOf } from './errorCode.ts';
import { migrations } from './migrations.ts';

export const databaseFile = 'lamina.sqlite';
/** "Lami": tells Lamina's databases from those of other programs. */
const applicationId = 0x4c616d69;
/** How long a statement waits for another program that is writing. */
const busyMilliseconds = 5_000;

/** Opens the workspace's database, makes it if there is none, and brings it up to date. */
export function openDatabase(workspace: string): Database.Database {
  prepareFolder(workspace);
  const path = join(workspace, databaseFile);
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: busyMilliseconds });
    requireOwnDatabase(database, path);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    migrate(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw explainDatabaseError(error, path);
  }
}

/** Another connection to a workspace's database that this engine has open already, for one of its threads. */
export function openBeside(workspace: string, options: { readonly: boolean }): Database.Database {
  const path = join(workspace, databaseFile);
  try {
    const database = new Database(path, { ...options, fileMustExist: true, timeout: busyMilliseconds });
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    throw explainDatabaseError(error, path);
  }
}

function prepareFolder(workspace: string): void {
  try {
    makeFolder(workspace);
    accessSync(workspace, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new LaminaError(
        'workspace',
        `The workspace ${workspace} cannot be a folder: there is a file of that name, or in its path.`,
        'Choose another folder with --workspace DIR or LAMINA_WORKSPACE.',
      );
    }
    throw new LaminaError(
      'workspace',
      `The workspace folder ${workspace} cannot be written (${code}).`,
      'Choose another folder with --workspace DIR or LAMINA_WORKSPACE, or change the permissions of this one.',
    );
  }
}

/** One folder after another: made in one go, a folder below /proc is tried for ever. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another program may have made it just now.
    if (codeOf(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}

function migrate(database: Database.Database, path: string): void {
  const version = versionOf(database);
  if (version > migrations.length) {
    throw new LaminaError(
      'workspace',
      `The database ${path} is of a newer Lamina (its version is ${version}, this program knows ${migrations.length}).`,
      'Use that newer Lamina, or another workspace. Nothing was changed.',
    );
  }
  if (version === migrations.length) return;
  if (version > 0) keepCopy(database, path, version);
  // The version is read again inside the transaction: another program may have been quicker.
  database
    .transaction(() => {
      for (let next = versionOf(database); next < migrations.length; next++) {
        database.exec(migrations[next]);
        database.pragma(`user_version = ${next + 1}`);
      }
      database.pragma(`application_id = ${applicationId}`);
    })
    .immediate();
}

/** Other programs' databases are not touched. */
function requireOwnDatabase(database: Database.Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) === applicationId) return;
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (tables === 0) return;
  throw new LaminaError(
    'workspace',
    `The database ${path} is not Lamina's.`,
    'Move that file away, or choose another folder with --workspace DIR. Nothing was changed.',
  );
}

function versionOf(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/** A whole copy or none: it gets its name when it is complete. */
function keepCopy(database: Database.Database, path: string, version: number): void {
  const copy = `${path}.before-version-${version + 1}`;
  if (existsSync(copy)) return;
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}

/** Puts an error of the database into words; any other error comes back as it is. */
export function explainDatabaseError(error: unknown, path: string): Error {
  if (error instanceof LaminaError) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new LaminaError(
      'workspace',
      `The database ${path} is damaged or is not a database.`,
      'Move that file away to begin a new one, or choose another folder with --workspace DIR. Nothing was changed.',
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new LaminaError(
      'workspace',
      `Another program keeps the database ${path} locked.`,
      'Close that program and try again.',
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR')) {
    return new LaminaError(
      'workspace',
      `The database ${path} cannot be opened for writing (${code}).`,
      'Check the permissions of the file and its folder, or choose another folder with --workspace DIR.',
    );
  }
  if (code.startsWith('SQLITE_FULL')) {
    return new LaminaError(
      'workspace',
      `There is no room left on the disk of ${path}.`,
      'Free some space and try again.',
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}
