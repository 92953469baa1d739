import type { ToySource } from '#core/contract/dataset.ts';
import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import { pictureSide } from '#core/data/centre.ts';
import { makeToy } from '#core/data/toy/generator.ts';
import type { MadeTable } from './protocol.ts';
import { described, numberedClasses, shared } from './shareTable.ts';

/** Digits are made so many at a time between two reports of progress. */
const digitsAtOnce = 1000;

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
