import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { outputFolder } from '../../host/paths.ts';

/** Threads that lead a team. */
export type LeaderName = 'trainer' | 'bench';

/** For what a thread makes and soon forgets. Large numbers lie elsewhere, and much more would be taken than is of use. */
const youngMegabytes = 4;

/** Starts one of the engine's threads: from beside this file when run from source, else from where the build puts it. */
export function startThread(name: LeaderName | 'assistant' | 'helper' | 'importer', workerData?: unknown): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const script = fromSource ? join(import.meta.dirname, `${name}.ts`) : join(outputFolder, 'main', `${name}.js`);
  return new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
}
