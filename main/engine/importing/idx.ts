import {
  longestIdxHeader,
  readPairHeaders,
  longerThanDeclared,
  refuseWrongLength,
  type IdxHeader,
} from '#core/data/formats/idx.ts';
import { badFile, counted, damagedHint, shown } from '#core/data/formats/words.ts';
import { ByteStream } from './byteStream.ts';
import { PartWriter, type ReadPictures, type Sink } from './sink.ts';
import type { ByteSource } from './source.ts';

/** More pictures than that do not fit the memory that training shares. */
const mostBytes = 2 ** 31;
const previewPictures = 20;

interface Pair<File> {
  images: File;
  labels: File;
}

/** A pair of files, and a second one whose pictures are for testing only. */
export interface IdxFiles extends Pair<ByteSource> {
  test?: Pair<ByteSource>;
}

export interface IdxInspection {
  /** All pictures, and how many of them, the last, are for testing only. */
  count: number;
  testCount: number;
  shape: [height: number, width: number];
  /** The first pictures. `pixels` has a byte a pixel, one picture after another. */
  preview: { labels: number[]; pixels: Uint8Array };
}

/** Tells what is in the files from their beginnings. Throws `bad-file`. */
export async function inspectIdx(files: IdxFiles): Promise<IdxInspection> {
  return withStreams(files, async ([first, ...others]) => {
    const { count, shape } = first.headers.images;
    const shown = Math.min(count, previewPictures);
    const pixels = await values(first.streams.images, first.headers.images, shown * shape[0] * shape[1]);
    const labels = await values(first.streams.labels, first.headers.labels, shown);
    const testCount = countOf(others);
    return { count: count + testCount, testCount, shape, preview: { labels: [...labels], pixels } };
  });
}

/** Reads the files, those for testing last. Throws `bad-file`. */
export async function readIdx(files: IdxFiles, sink: Sink): Promise<ReadPictures> {
  return withStreams(files, async (pairs) => {
    const classCounts: number[] = [];
    const count = (labels: Uint8Array) => {
      for (const label of labels) classCounts[label] = (classCounts[label] ?? 0) + 1;
    };
    const copy = new Copy(sink, totalBytes(pairs));
    await copy.part('labels', pairs, count);
    await copy.part('inputs', pairs);
    const [first, ...others] = pairs;
    const testCount = countOf(others);
    return {
      kind: 'pictures',
      count: first.headers.images.count + testCount,
      testCount,
      shape: first.headers.images.shape,
      classes: Array.from(classCounts, (_, label) => String(label)),
      classCounts: Array.from(classCounts, (count) => count ?? 0),
    };
  });
}

interface OpenPair {
  streams: Pair<ByteStream>;
  headers: Pair<IdxHeader>;
}

/** Hands on what comes after the headers, and tells of progress over all files. */
class Copy {
  readonly #sink: Sink;
  readonly #total: number;
  #done = 0;

  constructor(sink: Sink, total: number) {
    this.#sink = sink;
    this.#total = total;
  }

  async part(part: 'inputs' | 'labels', pairs: readonly OpenPair[], see?: (bytes: Uint8Array) => void): Promise<void> {
    const writer = new PartWriter(this.#sink, part);
    const file = part === 'inputs' ? 'images' : 'labels';
    for (const { streams, headers } of pairs) await this.#values(writer, streams[file], headers[file], see);
    await writer.end();
  }

  async #values(
    writer: PartWriter,
    stream: ByteStream,
    header: IdxHeader,
    see?: (bytes: Uint8Array) => void,
  ): Promise<void> {
    let there = 0;
    for await (const bytes of stream.rest(header.headerLength)) {
      this.#sink.signal.throwIfAborted();
      there += bytes.length;
      if (there > header.valuesLength) throw longerThanDeclared(stream.name, header);
      see?.(bytes);
      await writer.write(bytes);
      this.#done += bytes.length;
      this.#sink.progress(this.#done / this.#total);
    }
    refuseWrongLength(stream.name, header, there);
  }
}

async function withStreams<Result>(files: IdxFiles, use: (pairs: OpenPair[]) => Promise<Result>): Promise<Result> {
  const opened: ByteStream[] = [];
  const open = async ({ images, labels }: Pair<ByteSource>): Promise<OpenPair> => {
    const streams = { images: await ByteStream.open(images), labels: await ByteStream.open(labels) };
    opened.push(streams.images, streams.labels);
    return { streams, headers: await headersOf(streams) };
  };
  try {
    const pairs = [await open(files), ...(files.test ? [await open(files.test)] : [])];
    refuseDifferentShapes(pairs);
    refuseTooMuch(pairs);
    return await use(pairs);
  } finally {
    for (const stream of opened) await stream.close();
  }
}

async function headersOf({ images, labels }: Pair<ByteStream>): Promise<Pair<IdxHeader>> {
  const beginning = async (stream: ByteStream) => ({ name: stream.name, bytes: await stream.peek(longestIdxHeader) });
  const headers = readPairHeaders(await beginning(images), await beginning(labels));
  refuseWrongSize(images, headers.images);
  refuseWrongSize(labels, headers.labels);
  return headers;
}

/** A file's length is known beforehand; of a gzip file, how much it can hold at most. */
function refuseWrongSize({ name, isGzip, mostBytes }: ByteStream, header: IdxHeader): void {
  if (!isGzip) return refuseWrongLength(name, header, mostBytes - header.headerLength);
  if (header.headerLength + header.valuesLength <= mostBytes) return;
  throw badFile(
    `${name} declares ${header.declared}, ${counted(header.valuesLength, 'byte')}, more than a gzip file of its size can hold.`,
    damagedHint,
  );
}

function refuseDifferentShapes([first, ...others]: readonly OpenPair[]): void {
  const [height, width] = first.headers.images.shape;
  for (const { streams, headers } of others) {
    const shape = headers.images.shape;
    if (shape[0] === height && shape[1] === width) continue;
    throw badFile(
      `${first.streams.images.name} has pictures of ${height}×${width}, but ${streams.images.name} of ${shape.join('×')}.`,
      'Choose training and test files that belong together.',
    );
  }
}

function refuseTooMuch(pairs: readonly OpenPair[]): void {
  const bytes = totalBytes(pairs);
  if (bytes <= mostBytes) return;
  throw badFile(
    `${pairs[0].streams.images.name} has too many pictures: ${shown(bytes)} bytes, where ${shown(mostBytes)} is the most.`,
    'Choose a smaller file.',
  );
}

function totalBytes(pairs: readonly OpenPair[]): number {
  return pairs.reduce((sum, { headers }) => sum + headers.images.valuesLength + headers.labels.valuesLength, 0);
}

function countOf(pairs: readonly OpenPair[]): number {
  return pairs.reduce((sum, { headers }) => sum + headers.images.count, 0);
}

/** The first values after a header, or an error if there are fewer. */
async function values(stream: ByteStream, header: IdxHeader, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array((await stream.peek(header.headerLength + length)).subarray(header.headerLength));
  if (bytes.length < length) refuseWrongLength(stream.name, header, bytes.length);
  return bytes;
}
