import type { DatasetForm, DatasetPiece } from '#core/contract/dataset.ts';
import { csvLine, freeName, shortFloat } from '#core/data/formats/csvWriter.ts';
import { writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import type { AssistantTasks } from './protocol.ts';
import type { SharedTable } from './table.ts';

/** A piece is about so large: quickly made, and few enough of them. */
const pieceBytes = 2 ** 20;
/** What a number takes in a CSV file, about. */
const bytesPerCell = 10;

/** The piece of a file that begins with an example; the header comes before the first. */
export function exportPiece({ form, table, file, from }: AssistantTasks['export-piece']['input']): DatasetPiece {
  const bytesPerExample = {
    csv: bytesPerCell * (table.features + table.outputs + 1),
    images: table.features,
    labels: 1,
  };
  const to = Math.min(table.count, from + Math.max(1, Math.floor(pieceBytes / bytesPerExample[file])));
  const next = to < table.count ? to : null;
  if (file === 'csv') return { bytes: csvPiece(form, table, from, to), next };
  const bytes = file === 'images' ? imagesPiece(form, table, from, to) : labelsPiece(table, from, to);
  return { bytes, next };
}

function imagesPiece({ shape }: DatasetForm, { count, features, inputs }: SharedTable, from: number, to: number) {
  const [height, width] = shape;
  const pixels = new Uint8Array(inputs).slice(from * features, to * features);
  return from === 0 ? writeIdxImages({ count, height, width, pixels }) : pixels;
}

function labelsPiece({ count, labels }: SharedTable, from: number, to: number): Uint8Array {
  const piece = new Uint8Array(labels).slice(from, to);
  return from === 0 ? writeIdxLabels(piece, count) : piece;
}

function csvPiece(form: DatasetForm, table: SharedTable, from: number, to: number): Uint8Array {
  const { features, outputs } = table;
  const inputs = new Float32Array(table.inputs);
  const targets = new Float32Array(table.targets);
  const labels = new Uint8Array(table.labels);
  const lines = from === 0 ? [csvLine(header(form))] : [];
  for (let row = from; row < to; row++) {
    const cells = Array.from(inputs.subarray(row * features, (row + 1) * features), shortFloat);
    if (outputs === 0) cells.push(form.classes[labels[row]]);
    else cells.push(...Array.from(targets.subarray(row * outputs, (row + 1) * outputs), shortFloat));
    lines.push(csvLine(cells));
  }
  return new TextEncoder().encode(lines.join(''));
}

function header({ columns, targets }: DatasetForm): string[] {
  return targets.length > 0 ? [...columns, ...targets] : [...columns, freeName('class', columns)];
}
