import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lease } from '../../store/lease.ts';

/**
 * Where files lie while they are coming: a folder for each dataset and engine, so that two engines that download the
 * same do not write to one file. An engine takes over what one that has ended has left.
 */
export class DownloadFolders {
  readonly #root: string;
  readonly #lease: Lease;

  constructor(workspace: string, lease: Lease) {
    this.#root = join(workspace, 'downloads');
    this.#lease = lease;
  }

  /** The folders with files of a dataset that this engine may use; its own comes first. */
  async usable(name: string): Promise<string[]> {
    const entries = await readdir(this.#root).catch(() => []);
    const others = entries.filter((entry) => entry.startsWith(`${name}.`) && entry !== this.#ownEntry(name));
    const left = others.filter((entry) => !this.#lease.isAlive(entry.slice(name.length + 1)));
    return [this.#ownEntry(name), ...left].map((entry) => join(this.#root, entry));
  }

  /** This engine's own folder, with what there is of the files. */
  async claim(name: string): Promise<string> {
    await mkdir(this.#root, { recursive: true });
    const [own, ...left] = await this.usable(name);
    for (const folder of left) {
      // Fails where there is an own one with files already, or where another engine was faster.
      await rename(folder, own).catch(() => rm(folder, { recursive: true, force: true }));
    }
    await mkdir(own, { recursive: true });
    return own;
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#root, this.#ownEntry(name)), { recursive: true, force: true });
  }

  #ownEntry(name: string): string {
    return `${name}.${this.#lease.owner}`;
  }
}
