import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

/** The folder that holds package.json: of the checkout, or of the installed package. */
export const packageRoot = findPackageRoot();

/** Where the build puts everything. */
export const outputFolder = join(packageRoot, 'out');
export const engineScript = join(outputFolder, 'main', 'engine.js');
export const resourcesFolder = join(packageRoot, 'resources');

/** The workspace: what was asked for, else LAMINA_WORKSPACE, else the platform's folder for a user's data. */
export function workspaceFolder(asked?: string): string {
  return resolve(asked ?? process.env['LAMINA_WORKSPACE'] ?? envPaths('Lamina', { suffix: '' }).data);
}

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('Lamina cannot find its own package.json.');
    folder = parent;
  }
  return folder;
}

/** This program's version, as in "0.1.0". */
export function packageVersion(): string {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
