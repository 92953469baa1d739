import { Worker } from 'node:worker_threads';

/** Starts one of the engine's threads: beside this file when run from source, beside the bundle when built. */
export function startThread(name: 'trainer' | 'assistant', workerData?: unknown): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./${name}.${extension}`, import.meta.url), { workerData });
}
