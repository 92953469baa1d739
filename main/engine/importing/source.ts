import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import { codeOf } from '../../store/errorCode.ts';

/** Bytes to read from, a piece at a time. */
export interface ByteSource {
  /** What to call it by in messages. */
  readonly name: string;
  /** Bytes in it when it was opened. */
  readonly size: number;
  /** The bytes from `position`, as many as `length` or up to the end. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Something that is the same only as long as nobody writes to it. */
  stamp(): Promise<string>;
  close(): Promise<void>;
}

/** Opens a file. Throws `bad-file` where it cannot be read or is no file. */
export async function openFile(path: string): Promise<ByteSource> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await handle.stat().then(requireFile);
    return {
      name: basename(path),
      size,
      read: async (position, length) => {
        const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - position)));
        let filled = 0;
        while (filled < buffer.length) {
          const { bytesRead } = await handle
            .read(buffer, filled, buffer.length - filled, position + filled)
            .catch((error: unknown) => {
              throw unreadable(path, error);
            });
          if (bytesRead === 0) throw changedWhileRead(basename(path));
          filled += bytesRead;
        }
        return buffer;
      },
      stamp: async () => {
        const { size, mtimeNs } = await handle.stat({ bigint: true });
        return `${size} ${mtimeNs}`;
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }

  function requireFile<Stats extends { isFile(): boolean }>(stats: Stats): Stats {
    if (stats.isFile()) return stats;
    throw new LaminaError('bad-file', `${path} is not a file.`, 'Choose a file.');
  }
}

/** Bytes that are in memory already. */
export function openBytes(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    stamp: () => Promise.resolve(''),
    close: () => Promise.resolve(),
  };
}

/** Opens a file for as long as `use` takes, and refuses it if it changed meanwhile. */
export async function withFile<Result>(path: string, use: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const source = await openFile(path);
  try {
    return await unchanged(source, () => use(source));
  } finally {
    await source.close();
  }
}

/** Refuses what was read if the source changed meanwhile: whatever else went wrong then came of that. */
async function unchanged<Result>(source: ByteSource, read: () => Promise<Result>): Promise<Result> {
  const before = await source.stamp();
  const [outcome] = await Promise.allSettled([read()]);
  if ((await source.stamp()) !== before) throw changedWhileRead(source.name);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

export function changedWhileRead(name: string): LaminaError {
  return new LaminaError(
    'bad-file',
    `${name} changed while it was being read.`,
    'Wait until nothing writes to it any more, then import it again.',
  );
}

export function unreadable(path: string, error: unknown): LaminaError {
  return new LaminaError(
    'bad-file',
    `${path} cannot be read (${codeOf(error)}).`,
    'Check the path and its permissions.',
  );
}

/** Throws `bad-file` where there is nothing of that path. */
export async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return stats.isDirectory();
}
