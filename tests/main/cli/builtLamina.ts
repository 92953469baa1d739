import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import { Random } from '#core/tensor/random.ts';
import { outputFolder } from '#main/host/paths.ts';

const script = join(outputFolder, 'main', 'cli.js');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
  json: Record<string, unknown>[];
}

/** The built command line as a process of its own, with a workspace of its own. */
export class BuiltLamina {
  readonly folder: string;
  readonly workspace: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.workspace = join(folder, 'workspace');
  }

  static async make(): Promise<BuiltLamina> {
    if (!existsSync(script)) throw new Error('The command line is not built: npm run build.');
    return new BuiltLamina(await mkdtemp(join(tmpdir(), 'lamina-cli-')));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  start(...words: string[]): ChildProcess {
    const environment: NodeJS.ProcessEnv = { ...process.env, LAMINA_WORKSPACE: this.workspace };
    return spawn(process.execPath, [script, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async run(...words: string[]): Promise<Ended> {
    return ending(this.start(...words));
  }

  /** Runs one that must succeed, and gives what it printed as JSON lines. */
  async json(...words: string[]): Promise<Record<string, unknown>[]> {
    const { code, err, json } = await this.run(...words, '--json');
    if (code !== 0) throw new Error(`lamina ${words.join(' ')} ended with ${code}: ${err}`);
    return json;
  }
}

/** Waits for the end of a process, and gathers what it wrote. */
export async function ending(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout!.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr!.on('data', (bytes: Buffer) => (err += bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = out.split('\n').filter((line) => line !== '');
  return {
    code,
    out,
    err,
    get json() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

/** Resolves with the run's id when its training has told of this epoch. */
export async function epochOf(child: ChildProcess, epoch: number): Promise<string> {
  let run = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    const event = JSON.parse(line) as { event: string; run: string; epoch: number };
    if (event.event === 'start') run = event.run;
    if (event.event === 'epoch' && event.epoch >= epoch) return run;
  }
  throw new Error(`The training ended before epoch ${epoch}.`);
}

/** The process number of the engine that a command has started. */
export function engineOf(child: ChildProcess): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const found = processes.map((line) => line.trim().split(/\s+/)).find(([, parent]) => Number(parent) === child.pid);
  if (found === undefined) throw new Error('The command has no engine.');
  return Number(found[0]);
}

/** Pictures of three classes, each brightest in a place of its own under much noise, as a pair of IDX files. */
export function idxPair(count: number, size: number, seed: number): { images: Uint8Array; labels: Uint8Array } {
  const random = new Random(seed, 'pictures');
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const pixels = Uint8Array.from({ length: count * size * size }, (_, i) => {
    const label = labels[Math.floor(i / (size * size))];
    const row = Math.floor((i % (size * size)) / size);
    return random.below(160) + (Math.floor((row * 3) / size) === label ? 60 : 0);
  });
  return { images: writeIdxImages({ count, height: size, width: size, pixels }), labels: writeIdxLabels(labels) };
}

export async function writeIdxPair(
  lamina: BuiltLamina,
  name: string,
  count: number,
  size: number,
): Promise<[string, string]> {
  const { images, labels } = idxPair(count, size, 1);
  const paths: [string, string] = [lamina.path(`${name}-images`), lamina.path(`${name}-labels`)];
  await writeFile(paths[0], images);
  await writeFile(paths[1], labels);
  return paths;
}
