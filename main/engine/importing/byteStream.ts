import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { badFile, shown } from '#core/data/formats/words.ts';
import { codeOf } from '../../store/errorCode.ts';
import type { ByteSource } from './source.ts';

const blockBytes = 2 ** 18;
/** Deflate makes at most so many bytes of one (https://zlib.net/zlib_tech.html). */
const mostExpansion = 1032;

/** The bytes of a file from its first to its last, unzipped if it is gzip. */
export class ByteStream {
  readonly name: string;
  /** Bytes that it can have at most, and, unless it is gzip, that it has. */
  readonly mostBytes: number;
  readonly isGzip: boolean;
  readonly #blocks: AsyncGenerator<Uint8Array>;
  /** What was read but not taken. */
  #ahead: Uint8Array = new Uint8Array();

  private constructor(source: ByteSource, isGzip: boolean) {
    this.name = source.name;
    this.isGzip = isGzip;
    this.mostBytes = isGzip ? mostExpansion * source.size : source.size;
    this.#blocks = isGzip ? unzipped(source) : blocksOf(source);
  }

  static async open(source: ByteSource): Promise<ByteStream> {
    const [first, second] = await source.read(0, 2);
    return new ByteStream(source, first === 0x1f && second === 0x8b);
  }

  /** The next bytes without taking them: `length` of them, or what is left. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#ahead.length < length) {
      const next = await this.#blocks.next();
      if (next.done === true) break;
      this.#ahead = Buffer.concat([this.#ahead, next.value]);
    }
    return this.#ahead.subarray(0, length);
  }

  /** The bytes from `from` on, which must have been peeked at. */
  async *rest(from: number): AsyncGenerator<Uint8Array> {
    if (this.#ahead.length > from) yield this.#ahead.subarray(from);
    yield* this.#blocks;
  }

  async close(): Promise<void> {
    await this.#blocks.return(undefined);
  }
}

async function* blocksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < source.size; position += blockBytes) yield source.read(position, blockBytes);
}

async function* unzipped(source: ByteSource): AsyncGenerator<Uint8Array> {
  const packed = Readable.from(blocksOf(source));
  const gunzip = createGunzip({ chunkSize: blockBytes });
  packed.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const block of packed.pipe(gunzip)) yield block as Uint8Array;
  } catch (error) {
    if (!codeOf(error).startsWith('Z_')) throw error;
    throw badFile(
      `${source.name} is a gzip file of ${shown(source.size)} bytes that cannot be unzipped (${codeOf(error)}): it is ` +
        'damaged or cut short.',
      'Download or copy the file again.',
    );
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}
