import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A short text that changes whenever one of the files does, by their names, sizes and times of change.
 * A path may be a file or a folder, and need not exist.
 */
export function fingerprint(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addPath(root, path);
  return hash.digest('hex').slice(0, 32);

  function addPath(folder: string, name: string): void {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) for (const inner of readdirSync(path).sort()) addPath(path, inner);
    else hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  }
}
