import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ToySource } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import { pictureSide } from '#core/data/centre.ts';
import { parseIdxPair, type NamedBytes } from '#core/data/formats/idx.ts';
import { makeToy } from '#core/data/toy/generator.ts';
import { codeOf } from '../../store/errorCode.ts';
import type { IdxPaths, MadeTable } from './protocol.ts';
import { described, numberedClasses, shared } from './shareTable.ts';

/** Digits are made so many at a time between two reports of progress. */
const digitsAtOnce = 1000;
/** An unzipped file may have so many bytes; a gzip bomb has more. */
const largestFile = 2 ** 31;

export function makeDigits(count: number, seed: number, progress: (done: number) => void): MadeTable {
  const inputs = new Uint8Array(new SharedArrayBuffer(count * digitPixels));
  const labels = new Uint8Array(new SharedArrayBuffer(count));
  for (let from = 0; from < count; from += digitsAtOnce) {
    fillDigits(seed, from, Math.min(count, from + digitsAtOnce), inputs, labels);
    progress(from / count);
  }
  return described({
    kind: 'pictures',
    shape: [pictureSide, pictureSide],
    columns: [],
    classes: numberedClasses(10),
    targets: [],
    testCount: 0,
    count,
    inputs,
    labels,
    values: new Float32Array(new SharedArrayBuffer(0)),
  });
}

export function makeToyTable(source: ToySource): MadeTable {
  return shared(makeToy(source));
}

/** Reads a pair of files, and a second one whose pictures are for testing only. Throws `bad-file`. */
export function readIdx({ images, labels, test, classes }: IdxPaths): MadeTable {
  const pairs = [{ images, labels }, ...(test ? [test] : [])].map((pair) =>
    parseIdxPair(readFile(pair.images), readFile(pair.labels)),
  );
  const [first, second] = pairs;
  if (second && second.shape.join() !== first.shape.join()) {
    throw new LaminaError(
      'bad-file',
      `${basename(images)} has pictures of ${first.shape.join('×')}, but ${basename(test!.images)} of ${second.shape.join('×')}.`,
      'Choose training and test files that belong together.',
    );
  }
  return shared({
    kind: 'pictures',
    shape: first.shape,
    columns: [],
    classes: classNames(Math.max(...pairs.map((pair) => pair.classes)), classes),
    targets: [],
    testCount: second?.count ?? 0,
    count: pairs.reduce((sum, { count }) => sum + count, 0),
    inputs: Buffer.concat(pairs.map(({ inputs }) => inputs as Uint8Array)),
    labels: Buffer.concat(pairs.map(({ labels }) => labels)),
    values: new Float32Array(),
  });
}

function classNames(count: number, names: string[] | undefined): string[] {
  if (!names) return numberedClasses(count);
  if (count <= names.length) return names;
  throw new LaminaError(
    'bad-file',
    `The labels are of ${count} classes, where there should be ${names.length}.`,
    'These are not the files that they should be.',
  );
}

/** A whole file, unzipped if it is gzip. */
function readFile(path: string): NamedBytes {
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new LaminaError(
      'bad-file',
      `${path} cannot be read (${codeOf(error)}).`,
      'Check the path and its permissions.',
    );
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { name, bytes };
  try {
    return { name, bytes: gunzipSync(bytes, { maxOutputLength: largestFile }) };
  } catch (error) {
    throw new LaminaError(
      'bad-file',
      `${name} is a gzip file that cannot be unzipped (${codeOf(error)}): it is damaged, cut short or far too large.`,
      'Download or copy the file again.',
    );
  }
}
