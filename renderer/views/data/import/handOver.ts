import { LaminaError } from '#core/contract/errors.ts';
import type { UploadPiece } from '#core/contract/importing.ts';
import type { ChosenFile } from './chosenFiles.ts';

/** What one message carries: well below the largest that is taken. */
const messageBytes = 2 ** 22;
const messagePieces = 500;

/**
 * Hands files over, a message at a time: the next is read when the one before has been written. `progress` is told what
 * share is done. Throws the signal's reason when it is aborted.
 */
export async function handOver(
  files: readonly ChosenFile[],
  write: (pieces: UploadPiece[]) => Promise<unknown>,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  let pieces: UploadPiece[] = [];
  let bytes = 0;
  let sent = 0;
  const send = async () => {
    signal.throwIfAborted();
    if (pieces.length > 0) await write(pieces);
    sent += bytes;
    pieces = [];
    bytes = 0;
    progress(total === 0 ? 1 : sent / total);
  };
  for (const { path, file } of files) {
    let position = 0;
    do {
      const piece = await read(path, file, position, messageBytes - bytes);
      pieces.push({ file: path, position, bytes: piece });
      position += piece.length;
      bytes += piece.length;
      if (bytes >= messageBytes || pieces.length >= messagePieces) await send();
    } while (position < file.size);
  }
  await send();
}

async function read(path: string, file: File, position: number, most: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(position, position + most).arrayBuffer());
  } catch {
    throw new LaminaError(
      'bad-file',
      `${path} cannot be read: it is no longer there, has changed, or you have no permission.`,
      'Choose it again.',
    );
  }
}
