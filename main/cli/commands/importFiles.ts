import { basename, resolve } from 'node:path';
import { describeExamples } from '#core/analysis/words.ts';
import type { FileReference, Imported, ImportSetupInput } from '#core/contract/importing.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { counted } from '../output/format.ts';
import { inspectionJson, inspectionReport } from '../output/inspectionReport.ts';
import { printable } from '../output/table.ts';
import { showingTasks } from '../preparedDataset.ts';

export interface ImportOptions extends GlobalOptions {
  name?: string;
  dryRun?: boolean;
}

const task = 'command-line';

/** A file on the engine's own disk, which is this one. */
export function fileAt(path: string): FileReference {
  return { path: resolve(path) };
}

/** Imports files, or only tells what is in them. Ctrl+C cancels, and leaves nothing. */
export async function importFiles(
  session: EngineSession,
  environment: Environment,
  options: ImportOptions,
  setup: ImportSetupInput,
  file: string,
): Promise<ExitCode> {
  const { client } = session;
  const ended = environment.onInterrupt(() => void client.request('imports.cancel', { task }).catch(() => undefined));
  try {
    if (options.dryRun === true) {
      const inspection = await showingTasks(client, environment, () =>
        client.request('imports.inspect', { task, setup }),
      );
      if (options.json) environment.print(inspectionJson(inspection));
      else inspectionReport(inspection, setup).forEach(environment.print);
      return succeeded;
    }
    const name = options.name ?? nameOf(file);
    const imported = await showingTasks(client, environment, () =>
      client.request('imports.import', { task, setup, name }),
    );
    tellOf(imported, environment, options);
    return succeeded;
  } finally {
    ended();
  }
}

/** Prints the id alone, so that a script can take it; what it is goes to standard error. */
function tellOf({ dataset, isNew, dropped }: Imported, { print, tell }: Environment, { json }: GlobalOptions): void {
  if (json) {
    print(JSON.stringify(dataset));
    return;
  }
  const name = `"${printable(dataset.name)}"`;
  const beginning = isNew ? `Imported ${name}` : `This content is here already, as ${name}`;
  tell(`${beginning}: ${describeExamples(dataset)}.`);
  if (dropped > 0) tell(`${counted(dropped, 'row')} left out for want of a value.`);
  print(dataset.id);
}

/** "flowers.csv" and "flowers.csv.gz" are called "flowers". */
function nameOf(file: string): string {
  const whole = basename(resolve(file));
  return whole.replace(/(\.gz)?$/i, '').replace(/\.[a-z]+$/i, '') || whole;
}
