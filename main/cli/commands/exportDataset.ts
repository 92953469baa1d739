import {
  datasetFileEndings,
  filesOf,
  type Dataset,
  type DatasetFile,
  type DatasetPiece,
} from '#core/contract/dataset.ts';
import type { EngineClient } from '#core/contract/client.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { checkWritable, writeOutputFile } from '../files.ts';
import { findDataset } from '../findDataset.ts';
import { preparedDataset } from '../preparedDataset.ts';
import { printable } from '../output/table.ts';

export interface ExportDatasetOptions extends GlobalOptions {
  out: string;
  force?: boolean;
}

/** Writes a table as a CSV file, or pictures as a pair of IDX files, piece by piece. */
export async function exportDataset(
  { client }: EngineSession,
  environment: Environment,
  { out, force = false, json }: ExportDatasetOptions,
  named: string,
): Promise<ExitCode> {
  const found = await findDataset(client, named);
  const paths = filesOf(found).map((file) => ({ file, path: pathOf(out, file) }));
  for (const { path } of paths) await checkWritable(path, force);
  const dataset = await preparedDataset(client, environment, found);
  for (const { file, path } of paths) {
    const report = (done: number) => environment.progress.show(done, `Writing ${path}`);
    try {
      await writeOutputFile(path, pieces(client, dataset, file, report), force);
    } finally {
      environment.progress.hide();
    }
  }
  const files = paths.map(({ path }) => path);
  if (json) environment.print(JSON.stringify({ dataset: dataset.id, files }));
  else environment.print(`Wrote "${printable(dataset.name)}" to ${files.join(' and ')}.`);
  return succeeded;
}

async function* pieces(
  client: EngineClient,
  { id, count }: Dataset,
  file: DatasetFile,
  report: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let from: number | null = 0; from !== null;) {
    const piece: DatasetPiece = await client.request('datasets.exportPiece', { dataset: id, file, from });
    yield piece.bytes;
    from = piece.next;
    report((from ?? count) / count);
  }
}

/** A table's file is called as it was said; those of pictures begin so. */
function pathOf(out: string, file: DatasetFile): string {
  return file === 'csv' ? out : `${out}${datasetFileEndings[file]}`;
}
