import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputFolder, packageRoot } from '#main/host/paths.ts';
import { fingerprint } from './fingerprint.ts';
import { withLock } from './lock.ts';
import { parts, type Part } from './parts.ts';

export interface BuildOptions {
  /** Build even what is up to date. */
  force?: boolean;
  /** Only these parts; all of them when left out. */
  only?: readonly Part['name'][];
  /** Told, in a line, of each part that was built. */
  report?: (line: string) => void;
}

const stampFolder = join(outputFolder, '.stamps');

/**
 * Builds what is missing or older than its sources, and returns the names of what it built.
 * Several processes may do so at once: the first one builds, the others wait for it.
 */
export async function ensureBuilt(options: BuildOptions = {}): Promise<string[]> {
  const wanted = parts.filter((part) => options.only?.includes(part.name) ?? true);
  const isDue = async (part: Part) => (options.force ?? false) || !(await isFresh(part));
  if (!(await someAsync(wanted, isDue))) return [];
  return withLock(join(outputFolder, '.lock'), async () => {
    const built: string[] = [];
    for (const part of wanted) {
      if (!(await isDue(part))) continue;
      const started = performance.now();
      await buildPart(part);
      built.push(part.name);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      options.report?.(`Built ${part.name} in ${seconds} s.`);
    }
    return built;
  });
}

async function isFresh(part: Part): Promise<boolean> {
  const stamp = await readFile(join(stampFolder, part.name), 'utf8').catch(() => '');
  return stamp === fingerprint(packageRoot, part.inputs) && existsSync(join(outputFolder, part.name));
}

/** Builds beside the old output and then takes its place, so that a build that fails leaves the old one whole. */
async function buildPart(part: Part): Promise<void> {
  // Taken first: what changes while the part is built is then seen as a change the next time.
  const stamp = fingerprint(packageRoot, part.inputs);
  const target = join(outputFolder, part.name);
  const fresh = join(outputFolder, `.new-${part.name}`);
  const old = join(outputFolder, `.old-${part.name}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await part.build(fresh);
  await rm(old, { recursive: true, force: true });
  if (existsSync(target)) await rename(target, old);
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
  await mkdir(stampFolder, { recursive: true });
  await writeFile(join(stampFolder, part.name), stamp);
}

async function someAsync<Item>(items: readonly Item[], test: (item: Item) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await test(item)) return true;
  return false;
}
