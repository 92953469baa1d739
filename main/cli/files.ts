import { access, constants, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import { bytes as sized } from './output/format.ts';

/** A whole file. Throws a `LaminaError` that names it when it cannot be read or is too large to be what it should be. */
export async function readInputFile(path: string, largestBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { size } = await stat(path);
    if (size > largestBytes) {
      throw new LaminaError('bad-file', `${path} is too large: ${sized(size)}, of at most ${sized(largestBytes)}.`);
    }
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof LaminaError) throw error;
    throw new LaminaError('bad-file', `${path} cannot be read: ${reason(error)}.`, 'Check the name and the folder.');
  }
}

/** Throws a `LaminaError` when `path` could not be written, before any work is done for it. */
export async function checkWritable(path: string, overwrite: boolean): Promise<void> {
  const target = resolve(path);
  const found = await stat(target).catch(() => null);
  if (found?.isDirectory()) throw new LaminaError('conflict', `${path} is a folder.`, 'Name a file in it.');
  if (found !== null && !overwrite) {
    throw new LaminaError('conflict', `${path} is there already.`, 'Choose another name, or replace it with --force.');
  }
  try {
    const folder = dirname(target);
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Writes a file whole or not at all: beside its place first, then moved there. It may come piece by piece. */
export async function writeOutputFile(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  overwrite: boolean,
): Promise<void> {
  await checkWritable(path, overwrite);
  const target = resolve(path);
  const beside = `${target}.${process.pid}.part`;
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    if (error instanceof LaminaError) throw error; // of what makes the pieces
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): LaminaError {
  return new LaminaError(
    'bad-file',
    `${path} cannot be written: ${reason(error)}.`,
    'Choose a folder that is there and that you may write to.',
  );
}

/** What the operating system says, in words. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Partial<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};
