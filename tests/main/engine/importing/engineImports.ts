import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { ImportSetupInput } from '#core/contract/importing.ts';
import type { Import } from './importFiles.ts';

/** Writes what is to be imported into a folder, and says how to ask for it. */
export function writeImport(folder: string, what: Import): ImportSetupInput {
  const write = (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return { path };
  };
  if (what.kind === 'idx') {
    const test = what.test && {
      images: write('t10k-images', what.test.images),
      labels: write('t10k-labels', what.test.labels),
    };
    return { kind: 'idx', images: write('images', what.images), labels: write('labels', what.labels), test };
  }
  if (what.kind === 'table') {
    return { kind: 'table', file: write('table.csv', what.text), missing: 'refuse', ...what.choices };
  }
  const choices = { fit: 'stretch', invert: false, ...what.choices } as const;
  if (what.kind === 'zip') return { kind: 'images', file: write('pictures.zip', what.bytes), ...choices };
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  for (const [path, bytes] of Object.entries(what.files)) write(join('pictures', path), bytes);
  return { kind: 'images', file: { path: join(folder, 'pictures') }, ...choices };
}

/** How many rows each table of a workspace's database has. */
export function rowCounts(workspace: string): Record<string, number> {
  const database = new Database(join(workspace, 'lamina.sqlite'), { readonly: true });
  const names = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const count = (name: string) => database.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get()!;
  const counts = Object.fromEntries(names.map((name) => [name, count(name)]));
  database.close();
  return counts;
}
