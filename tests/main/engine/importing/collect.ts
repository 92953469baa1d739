import type { Part, Sink } from '#main/engine/importing/sink.ts';
import { openBytes } from '#main/engine/importing/source.ts';
import type { TableChoices } from '#main/engine/importing/table/choices.ts';
import { inspectTable, type TableInspection } from '#main/engine/importing/table/inspectTable.ts';
import { readTable, type ReadTable } from '#main/engine/importing/table/readTable.ts';
import type { TableLayout } from '#core/data/formats/tableLayout.ts';

/** A sink that keeps everything. */
export class Collected implements Sink {
  readonly parts: Record<Part, Uint8Array[]> = { inputs: [], labels: [], targets: [] };
  readonly shares: number[] = [];
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal = new AbortController().signal) {
    this.signal = signal;
  }

  write = (part: Part, bytes: Uint8Array): void => {
    this.parts[part].push(bytes);
  };

  progress = (done: number): void => {
    this.shares.push(done);
  };

  bytes(part: Part): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.concat(this.parts[part]));
  }

  floats(part: Part): number[] {
    return [...new Float32Array(this.bytes(part).buffer)];
  }
}

export const never = new AbortController().signal;

export interface TableResult {
  inspection: TableInspection;
  table: ReadTable;
  sink: Collected;
}

export async function inspectText(
  text: string | Uint8Array,
  known: Partial<TableLayout> = {},
): Promise<TableInspection> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return inspectTable(openBytes('table.csv', bytes), known, () => undefined, never);
}

/** Inspects and reads a table that is in memory. */
export async function importText(
  text: string | Uint8Array,
  choices: Partial<TableChoices>,
  known: Partial<TableLayout> = {},
): Promise<TableResult> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const inspection = await inspectText(bytes, known);
  const sink = new Collected();
  const table = await readTable(openBytes('table.csv', bytes), inspection, { missing: 'refuse', ...choices }, sink);
  return { inspection, table, sink };
}
