import type { DatasetSample } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { SharedTable } from './threads/table.ts';

/** Some examples of a table, for showing. Throws `not-found` for one that it does not have. */
export function sampleTable(table: SharedTable, shape: DatasetSample['shape'], indices: number[]): DatasetSample {
  const { count, features, arePictures, inputs, labels, outputs, targets } = table;
  const beyond = indices.find((index) => index >= count);
  if (beyond !== undefined) {
    throw new LaminaError(
      'not-found',
      `There is no example ${beyond}: this dataset has ${count.toLocaleString('en')}.`,
    );
  }
  const classOf = new Uint8Array(labels);
  return {
    shape,
    indices,
    labels: outputs > 0 ? [] : indices.map((index) => classOf[index]),
    pixels: arePictures ? picturesOf(new Uint8Array(inputs), features, indices) : new Uint8Array(),
    inputs: arePictures ? [] : rowsOf(new Float32Array(inputs), features, indices),
    targets: outputs > 0 ? rowsOf(new Float32Array(targets), outputs, indices) : [],
  };
}

function picturesOf(all: Uint8Array, features: number, indices: number[]): Uint8Array {
  const pixels = new Uint8Array(indices.length * features);
  indices.forEach((index, i) => pixels.set(all.subarray(index * features, (index + 1) * features), i * features));
  return pixels;
}

function rowsOf(all: Float32Array, width: number, indices: number[]): number[][] {
  return indices.map((index) => Array.from(all.subarray(index * width, (index + 1) * width)));
}
