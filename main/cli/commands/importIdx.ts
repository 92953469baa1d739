import { resolve } from 'node:path';
import { describeExamples } from '#core/analysis/words.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { printable } from '../output/table.ts';

export interface ImportOptions extends GlobalOptions {
  name: string;
}

/** Prints the id alone, so that a script can take it; what it is goes to standard error. */
export async function importIdx(
  { client }: EngineSession,
  { print, tell }: Environment,
  options: ImportOptions,
  images: string,
  labels: string,
): Promise<ExitCode> {
  const dataset = await client.request('datasets.importIdx', {
    images: resolve(images),
    labels: resolve(labels),
    name: options.name,
  });
  if (options.json) {
    print(JSON.stringify(dataset));
    return succeeded;
  }
  const name = `"${printable(dataset.name)}"`;
  const beginning =
    dataset.name === options.name.trim() ? `Imported ${name}` : `These files are here already, as ${name}`;
  tell(`${beginning}: ${describeExamples(dataset)}.`);
  print(dataset.id);
  return succeeded;
}
