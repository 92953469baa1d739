import type { ExampleTable } from '#core/data/examples.ts';

/** A table of examples in memory that threads share, so that none has to copy it to have it. */
export interface SharedTable {
  count: number;
  features: number;
  classes: number;
  inputs: SharedArrayBuffer;
  labels: SharedArrayBuffer;
  scale: number;
}

export function toExamples(table: SharedTable): ExampleTable {
  return { ...table, inputs: new Uint8Array(table.inputs), labels: new Uint8Array(table.labels) };
}
