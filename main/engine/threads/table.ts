import type { PreparationName } from '#core/contract/config.ts';
import type { ExampleTable, InputStatistics } from '#core/data/examples.ts';
import { byteScale } from '#core/data/preparation.ts';

/** A table of examples in memory that threads share, so that none has to copy it to have it. */
export interface SharedTable {
  count: number;
  features: number;
  /** `[count × features]`: bytes of pictures, float32 of a table. */
  inputs: SharedArrayBuffer;
  arePictures: boolean;
  classes: number;
  /** `[count]`, a byte each; empty for a regression. */
  labels: SharedArrayBuffer;
  /** Numbers to be predicted for each example; 0 for a classification. */
  outputs: number;
  /** `[count × outputs]`, float32; empty for a classification. */
  targets: SharedArrayBuffer;
  /** The last so many examples are the dataset's own test part. */
  testCount: number;
}

/** The first examples of a table, at most so many, in memory of their own. */
export function firstExamples(table: SharedTable, most: number): SharedTable {
  const count = Math.min(table.count, most);
  const inputBytes = table.arePictures ? 1 : 4;
  return {
    ...table,
    count,
    inputs: firstBytes(table.inputs, count * table.features * inputBytes),
    labels: firstBytes(table.labels, table.outputs > 0 ? 0 : count),
    targets: firstBytes(table.targets, count * table.outputs * 4),
    testCount: 0,
  };
}

/** `SharedArrayBuffer.slice` refuses to copy nothing. */
function firstBytes(memory: SharedArrayBuffer, bytes: number): SharedArrayBuffer {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes));
  copy.set(new Uint8Array(memory, 0, bytes));
  return copy.buffer;
}

/** The table as a run takes it: with its preparation, and what was measured for it. */
export function toExamples(
  table: SharedTable,
  preparation: PreparationName,
  statistics: InputStatistics | null,
): ExampleTable {
  const { count, features, arePictures, classes, outputs } = table;
  const common = {
    count,
    features,
    inputs: arePictures ? new Uint8Array(table.inputs) : new Float32Array(table.inputs),
    scale: byteScale(preparation),
    ...(statistics && { statistics }),
  };
  if (outputs > 0) return { ...common, outputs, targets: new Float32Array(table.targets) };
  return { ...common, classes, labels: new Uint8Array(table.labels) };
}

/** What the split of a table depends on. */
export function splitBasis({ count, testCount, labels }: SharedTable) {
  return { count, testCount, labels: new Uint8Array(labels) };
}
