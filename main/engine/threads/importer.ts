import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { LaminaError } from '#core/contract/errors.ts';
import { inspectFiles } from '../importing/inspect.ts';
import { Intake, type Kept } from '../importing/intake.ts';
import { readFiles } from '../importing/read.ts';
import { sourceOf, type Locate } from '../importing/setup.ts';
import type { Progress } from '../importing/sink.ts';
import { toProblem } from '../problem.ts';
import type { ImporterData, ImporterMessage, ImporterResult } from './importerProtocol.ts';

/** Progress is told in steps of that share. */
const step = 0.005;
/** What is left to do when everything has been read. */
const readShare = 0.95;

const { task, setup, uploads } = workerData as ImporterData;
const cancelling = new AbortController();
const locate: Locate = (file) => ('path' in file ? file.path : join(uploads, file.upload, ...file.file.split('/')));

parentPort!.once('message', () => {
  cancelling.abort(new LaminaError('cancelled', 'The import was cancelled.', 'Nothing of it is left.'));
});

function send(message: ImporterMessage): void {
  parentPort!.postMessage(message);
}

function progressIn(share: number): Progress {
  let told = -step;
  return (done) => {
    if (done < told + step) return;
    told = done;
    send({ progress: share * done });
  };
}

async function perform(): Promise<ImporterResult> {
  const { signal } = cancelling;
  if (task.kind === 'inspect') return inspectFiles(setup, locate, progressIn(1), signal);
  return Intake.with({ source: sourceOf(setup, locate), ...task.arrival }, async (intake) => {
    const sink = { write: intake.write.bind(intake), progress: progressIn(readShare), signal };
    const read = await readFiles(setup, locate, sink);
    signal.throwIfAborted();
    const kept: Kept = intake.finish(read);
    return { ...kept, dropped: read.dropped };
  });
}

try {
  send({ result: await perform() });
} catch (error) {
  send({ problem: toProblem(error) });
}
parentPort!.close();
