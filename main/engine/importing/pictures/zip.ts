import { crc32, inflateRawSync } from 'node:zlib';
import { fromRandomAccessReader, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { badFile, quoted, shown } from '#core/data/formats/words.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ByteSource } from '../source.ts';
import { isHidden, listPictures, refuseLargeFile, type FoundFile, type Listing } from './listing.ts';

const mostEntries = 2_000_000;
/** All files together may have so many bytes once they are unzipped. */
const mostUnzipped = 2 ** 35;
const windowBytes = 2 ** 16;
const stored = 0;
const deflated = 8;

/** The pictures in a .zip, of which only the directory at its end is read now. Throws `bad-file`. */
export async function openZip(source: ByteSource, signal: AbortSignal): Promise<Listing> {
  const zip = await openDirectory(source);
  const files: FoundFile[] = [];
  let packed = 0;
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      refuseBomb(source, files.length, packed, unpacked);
      if (!entry.fileName.endsWith('/') && !isHidden(entry.fileName)) files.push(foundFile(source, zip, entry));
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof Error ? explained(source.name, error) : error;
  }
  return listPictures(source.name, files);
}

function openDirectory(source: ByteSource): Promise<ZipFile> {
  const reader = new SourceReader(source);
  return new Promise<ZipFile>((resolve, reject) => {
    const fail = (error: Error) => reject(explained(source.name, error));
    reader.on('error', fail);
    fromRandomAccessReader(reader, source.size, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) fail(error);
      else resolve(zip);
    });
  });
}

function foundFile(source: ByteSource, zip: ZipFile, entry: Entry): FoundFile {
  const path = entry.fileName;
  return {
    path,
    read: async () => {
      refuseUnreadable(source.name, entry);
      refuseLargeFile(path, entry.uncompressedSize);
      try {
        const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
        const bytes = unpack(entry, await source.read(fileDataStart, entry.compressedSize));
        if (bytes.length === entry.uncompressedSize && crc32(bytes) === entry.crc32) return bytes;
      } catch (error) {
        if (error instanceof LaminaError) throw error;
      }
      throw badFile(`${source.name} is damaged: ${quoted(path)} in it cannot be unzipped.`, damagedHint);
    },
  };
}

function unpack({ compressionMethod, uncompressedSize }: Entry, bytes: Uint8Array): Uint8Array {
  if (compressionMethod === stored) return bytes;
  return inflateRawSync(bytes, { maxOutputLength: Math.max(1, uncompressedSize) });
}

const damagedHint = 'Download or make the file again.';

function refuseUnreadable(name: string, entry: Entry): void {
  if (entry.isEncrypted()) {
    throw badFile(`${name} is locked with a password: ${quoted(entry.fileName)}.`, 'Unzip it, and choose the folder.');
  }
  if (entry.compressionMethod === stored || entry.compressionMethod === deflated) return;
  throw badFile(
    `${name} is compressed in a way that is not known here (method ${entry.compressionMethod}).`,
    'Unzip it, and choose the folder.',
  );
}

/** Files that lie over one another, or that unzip to far too much, are made to harm. */
function refuseBomb({ name, size }: ByteSource, entries: number, packed: number, unpacked: number): void {
  if (entries > mostEntries) {
    throw badFile(`${name} has more than ${shown(mostEntries)} files in it.`, 'Choose a smaller file.');
  }
  if (packed > size) {
    throw badFile(`${name} declares files of more bytes than it has itself.`, damagedHint);
  }
  if (unpacked > mostUnzipped) {
    throw badFile(`${name} unzips to more than ${shown(mostUnzipped)} bytes.`, 'Choose a smaller file.');
  }
}

/** What an error of the reader means for people. */
function explained(name: string, error: Error): Error {
  if (error instanceof LaminaError) return error;
  const climbing = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)$/s.exec(
    error.message,
  );
  if (climbing) {
    return badFile(
      `${name} has a file whose path leads out of it: ${quoted(climbing[1])}.`,
      'Do not trust this file. Ask whoever made it for another.',
    );
  }
  return badFile(
    `${name} is not a .zip file that can be read: it is damaged, cut short or something else.`,
    damagedHint,
  );
}

/** Reads through a window, since the directory is read a few bytes at a time. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;
  #window: Uint8Array = new Uint8Array();
  #windowAt = 0;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytes(position, length)
      .then(
        (bytes) => {
          buffer.set(bytes, offset);
          callback(null);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      )
      // The reader's own steps go on in the callback; what fails there is no fault of the program, but of the file.
      .catch((error: unknown) => this.emit('error', error));
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }

  async #bytes(position: number, length: number): Promise<Uint8Array> {
    if (!(position + length <= this.#source.size)) throw new Error('beyond the end');
    if (position < this.#windowAt || position + length > this.#windowAt + this.#window.length) {
      this.#window = await this.#source.read(position, Math.max(length, windowBytes));
      this.#windowAt = position;
    }
    return this.#window.subarray(position - this.#windowAt, position - this.#windowAt + length);
  }
}
