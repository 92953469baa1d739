import { LaminaError } from '#core/contract/errors.ts';
import type { ImporterData, ImporterMessage, ImporterResult } from './threads/importerProtocol.ts';
import { startThread } from './threads/scripts.ts';

/** The engine's side of one importer thread. */
export interface ImporterThread {
  /** Settles when the thread has ended. Rejects with a `LaminaError`, `cancelled` among them. */
  ended: Promise<ImporterResult>;
  cancel(): void;
}

export function startImporter(data: ImporterData, progress: (done: number) => void): ImporterThread {
  const thread = startThread('importer', data);
  let outcome: ImporterMessage | undefined;
  const ended = new Promise<ImporterResult>((resolve, reject) => {
    thread.on('message', (message: ImporterMessage) => {
      if ('progress' in message) progress(message.progress);
      else outcome = message;
    });
    thread.on('error', (error: Error) => {
      outcome ??= { problem: { code: 'internal', message: `The import failed: ${error.message}`, hint: 'Try again.' } };
    });
    thread.on('exit', () => {
      if (outcome && 'result' in outcome) resolve(outcome.result);
      else if (outcome && 'problem' in outcome) reject(LaminaError.fromProblem(outcome.problem));
      else reject(new LaminaError('internal', 'The import ended before it was done.', 'Try again.'));
    });
  });
  return { ended, cancel: () => thread.postMessage('cancel') };
}
