import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { LaminaError } from '#core/contract/errors.ts';
import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import { pictureSide } from '#core/data/centre.ts';
import { pixelScale } from '#core/data/examples.ts';
import { parseIdxPair, type NamedBytes } from '#core/data/formats/idx.ts';
import { codeOf } from '../../store/errorCode.ts';
import type { MadeTable } from './protocol.ts';
import type { SharedTable } from './table.ts';

/** Digits are made so many at a time between two reports of progress. */
const digitsAtOnce = 1000;
/** An unzipped file may have so many bytes; a gzip bomb has more. */
const largestFile = 2 ** 31;

export function makeDigits(count: number, seed: number, progress: (done: number) => void): MadeTable {
  const table = sharedTable(count, digitPixels, 10);
  const inputs = new Uint8Array(table.inputs);
  const labels = new Uint8Array(table.labels);
  for (let from = 0; from < count; from += digitsAtOnce) {
    fillDigits(seed, from, Math.min(count, from + digitsAtOnce), inputs, labels);
    progress(from / count);
  }
  return describe(table, [pictureSide, pictureSide]);
}

export function readIdx(imagesPath: string, labelsPath: string): MadeTable {
  const { count, features, classes, inputs, labels, shape } = parseIdxPair(readFile(imagesPath), readFile(labelsPath));
  const table = sharedTable(count, features, classes);
  new Uint8Array(table.inputs).set(inputs);
  new Uint8Array(table.labels).set(labels);
  return describe(table, shape);
}

function sharedTable(count: number, features: number, classes: number): SharedTable {
  return {
    count,
    features,
    classes,
    inputs: new SharedArrayBuffer(count * features),
    labels: new SharedArrayBuffer(count),
    scale: pixelScale,
  };
}

function describe(table: SharedTable, shape: [number, number]): MadeTable {
  const labels = new Uint8Array(table.labels);
  const classCounts = new Array<number>(table.classes).fill(0);
  for (const label of labels) classCounts[label]++;
  const hash = createHash('sha256')
    .update(`${table.count} × ${shape.join(' × ')}\n`)
    .update(new Uint8Array(table.inputs))
    .update(labels)
    .digest('hex');
  return { table, shape, classes: classCounts.map((_, label) => String(label)), classCounts, hash };
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
