import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import { shown } from '#core/data/formats/words.ts';
import { codeOf } from '../../store/errorCode.ts';
import { ask, type AskOptions } from './ask.ts';
import type { DownloadFile } from './list.ts';
import { MirrorProblem } from './mirrorProblem.ts';

/** A mirror whose connections break is asked so often at most, for one file. */
const triesEach = 3;

export interface FetchOptions extends Omit<AskOptions, 'from'> {
  /** Told how many bytes of the file are here. */
  progress(bytes: number): void;
}

/** A file in a folder is whole and has been checked; while it is coming it has another name. */
export function partOf(path: string): string {
  return `${path}.part`;
}

/**
 * Brings a file into a folder, from the first of the mirrors that gives it: on from what is there of it. Each mirror is
 * the address of a folder. Returns the problems where none gives it, and null where the file is there.
 * Throws `workspace` when it cannot be written, or the signal's reason.
 */
export async function fetchFile(
  file: DownloadFile,
  mirrors: readonly URL[],
  folder: string,
  options: FetchOptions,
): Promise<MirrorProblem[] | null> {
  const path = join(folder, file.name);
  if ((await sizeOf(path)) === file.bytes) return null;
  const problems: MirrorProblem[] = [];
  for (const mirror of mirrors) {
    try {
      await fetchFrom(new URL(file.name, mirror), file, path, options);
      return null;
    } catch (error) {
      if (!(error instanceof MirrorProblem)) throw error;
      problems.push(error);
    }
  }
  return problems;
}

/** Bytes of a file; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** A file at one mirror, and where it is put while it is coming. */
interface Source {
  address: URL;
  file: DownloadFile;
  part: string;
}

async function fetchFrom(address: URL, file: DownloadFile, path: string, options: FetchOptions): Promise<void> {
  const part = partOf(path);
  for (let tries = 1; ; tries++) {
    const before = await sizeOf(part);
    try {
      await receive({ address, file, part }, options);
      if (await hasChecksum(part, file.sha256)) return await inWorkspace(path, rename(part, path));
      await rm(part, { force: true });
      throw new MirrorProblem('unfit', `what ${address.host} has sent is not ${file.name}, as its checksum tells`);
    } catch (error) {
      if (!(error instanceof MirrorProblem) || tries === triesEach) throw error;
      const here = await sizeOf(part);
      const hasCome = error.kind === 'broken' && here > before;
      // What was there before may be what was wrong.
      const wasThrownAway = before > 0 && here === 0;
      if (!hasCome && !wasThrownAway) throw error;
    }
  }
}

/** Receives what is missing of a file. */
async function receive(source: Source, options: FetchOptions): Promise<void> {
  const { address, file, part } = source;
  const here = await sizeOf(part);
  if (here === file.bytes) return;
  const wanted = here < file.bytes ? here : 0;
  const answer = await ask(address, { ...options, from: wanted });
  try {
    await write(answer, beginningOf(answer, wanted, source), source, options);
  } finally {
    answer.destroy();
  }
}

/** From which byte on the answer has the file: a mirror need not send parts. */
function beginningOf({ statusCode, headers }: IncomingMessage, wanted: number, { address, file }: Source): number {
  if (statusCode !== 200 && statusCode !== 206) {
    throw new MirrorProblem('unfit', `${address.host} answers ${statusCode} for ${file.name}`);
  }
  const range = /^bytes (\d+)-\d+\//.exec(headers['content-range'] ?? '');
  if (statusCode === 206 && Number(range?.[1]) !== wanted) {
    throw new MirrorProblem('unfit', `${address.host} sends another part of ${file.name} than it was asked for`);
  }
  const from = statusCode === 206 ? wanted : 0;
  const length = headers['content-length'];
  if (length !== undefined && from + Number(length) !== file.bytes) throw anotherFile(address, file);
  return from;
}

async function write(
  answer: IncomingMessage,
  from: number,
  { address, file, part }: Source,
  { signal, progress }: FetchOptions,
): Promise<void> {
  const handle = await inWorkspace(part, open(part, from === 0 ? 'w' : 'a'));
  let here = from;
  try {
    for await (const bytes of piecesOf(answer, address, signal)) {
      if (here + bytes.length > file.bytes) throw anotherFile(address, file);
      await inWorkspace(part, handle.writeFile(bytes));
      here += bytes.length;
      progress(here);
    }
  } finally {
    await handle.close();
  }
  if (here === file.bytes) return;
  throw new MirrorProblem(
    'broken',
    `${address.host} broke off after ${shown(here)} of the ${shown(file.bytes)} bytes of ${file.name}`,
  );
}

/** What comes until the answer ends, by itself or because the connection breaks. */
async function* piecesOf(answer: IncomingMessage, address: URL, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of answer) yield bytes as Uint8Array;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof MirrorProblem) throw error;
    throw new MirrorProblem('broken', `the connection to ${address.host} broke (${codeOf(error)})`);
  }
}

async function hasChecksum(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Uint8Array);
  return hash.digest('hex') === sha256;
}

function anotherFile({ host }: URL, { name, bytes }: DownloadFile): MirrorProblem {
  return new MirrorProblem('unfit', `${host} has another file as ${name}: it should have ${shown(bytes)} bytes`);
}

/** Tells of what goes wrong with the disk. */
async function inWorkspace<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const code = codeOf(error);
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    throw new LaminaError(
      'workspace',
      isFull ? `There is no room left for ${path}.` : `${path} cannot be written (${code}).`,
      isFull
        ? 'Make room on that disk, then try again: what has come so far is kept.'
        : 'Check the folder, then try again.',
    );
  }
}
