import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import { largestUpload, type UploadPiece } from '#core/contract/importing.ts';
import { codeOf } from '../store/errorCode.ts';
import type { Lease } from '../store/lease.ts';
import { newId } from './ids.ts';

const folderName = 'uploads';
/** A page that goes away leaves what it has handed over; so the oldest goes when there is more. */
const mostUploads = 8;
/** What a file takes on a disk at least, however small it is. */
const fileBytes = 4096;

/** Files that pages have handed over, until they have been read: each upload a folder, in a folder of this engine. */
export class Uploads {
  readonly folder: string;
  /** Bytes that each has taken, the oldest first. */
  readonly #taken = new Map<string, number>();

  constructor(workspace: string, lease: Lease) {
    const all = join(workspace, folderName);
    this.folder = join(all, lease.owner);
    void tidy(all, lease);
  }

  async open(): Promise<{ upload: string }> {
    const upload = newId();
    this.#taken.set(upload, 0);
    const [oldest] = this.#taken.keys();
    if (this.#taken.size > mostUploads) await this.discard(oldest);
    await mkdir(join(this.folder, upload), { recursive: true }).catch(rethrow);
    return { upload };
  }

  /** Throws `not-found` where there is no such upload. */
  require(upload: string): void {
    if (this.#taken.has(upload)) return;
    throw new LaminaError('not-found', 'The chosen files are no longer here.', 'Choose them again.');
  }

  /** Throws `bad-file` where it becomes too much, `conflict` where pieces do not follow each other. */
  async write(upload: string, pieces: readonly UploadPiece[]): Promise<{ bytes: number }> {
    this.require(upload);
    for (const { file, position, bytes } of pieces) {
      this.#take(upload, bytes.length + (position === 0 ? fileBytes : 0));
      const path = join(this.folder, upload, ...file.split('/'));
      await writePiece(path, position, bytes).catch(rethrow);
    }
    return { bytes: this.#taken.get(upload) ?? 0 };
  }

  async discard(upload: string): Promise<object> {
    if (this.#taken.delete(upload)) await rm(join(this.folder, upload), { recursive: true, force: true });
    return {};
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  #take(upload: string, bytes: number): void {
    const taken = (this.#taken.get(upload) ?? 0) + bytes;
    this.#taken.set(upload, taken);
    if (taken <= largestUpload) return;
    throw new LaminaError(
      'bad-file',
      `These files have more than ${largestUpload.toLocaleString('en')} bytes.`,
      'Choose fewer files, or import them with the command line: lamina import.',
    );
  }
}

async function writePiece(path: string, position: number, bytes: Uint8Array): Promise<void> {
  if (position === 0) await mkdir(dirname(path), { recursive: true });
  const file = await open(path, position === 0 ? 'wx' : 'r+');
  try {
    const { size } = await file.stat();
    if (size !== position) throw outOfOrder();
    for (let written = 0; written < bytes.length;) {
      written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
    }
  } finally {
    await file.close();
  }
}

/** What engines that have ended left behind. */
async function tidy(folder: string, lease: Lease): Promise<void> {
  const owners = await readdir(folder).catch(() => []);
  for (const owner of owners) {
    if (!lease.isAlive(owner)) await rm(join(folder, owner), { recursive: true, force: true }).catch(() => undefined);
  }
}

function outOfOrder(): LaminaError {
  return new LaminaError('conflict', 'A piece of a file came out of order.', 'Choose the file again.');
}

/** What the file system says, in words for people. */
function rethrow(error: unknown): never {
  const code = codeOf(error);
  if (code === 'EEXIST' || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') throw outOfOrder();
  if (code === 'ENOSPC') {
    throw new LaminaError('workspace', 'There is no room left on the disk of the workspace.', 'Free some space.');
  }
  if (code === 'ENAMETOOLONG') throw new LaminaError('bad-file', 'The name of a file is too long.', 'Shorten it.');
  throw error;
}
