import type { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { Events } from '#core/contract/events.ts';
import { activeStatuses, type RunDetail, type RunProgress, type RunSummary } from '#core/contract/run.ts';
import type { EngineSession, Environment } from './environment.ts';

export type EpochEvent = Events['run.epoch'];

/** What is told of a run while it goes on. */
export interface RunListener {
  started(run: RunSummary): void;
  progress(progress: RunProgress): void;
  epoch(epoch: EpochEvent): void;
  stopping(): void;
}

type RunNews =
  | { of: string; kind: 'changed'; data: RunSummary }
  | { of: string; kind: 'progress'; data: RunProgress }
  | { of: string; kind: 'epoch'; data: EpochEvent };

/**
 * Begins a run and stays with it until it has ended, however it ends. Ctrl+C stops it at a checkpoint.
 * Throws a `LaminaError` when the engine ends first.
 */
export async function followRun(
  { client, ended }: EngineSession,
  environment: Pick<Environment, 'onInterrupt'>,
  begin: () => Promise<RunSummary>,
  listener: RunListener,
): Promise<RunDetail> {
  // News may come before the answer that names the run; it waits until the run is known.
  const early: RunNews[] = [];
  let take = (news: RunNews): void => void early.push(news);
  const stopListening = listenToRuns(client, (news) => take(news));
  let stopWatching = () => {};
  try {
    const run = await begin();
    listener.started(run);
    await new Promise<void>((resolve, reject) => {
      take = (news) => {
        if (news.of === run.id && isLast(news, listener)) resolve();
      };
      stopWatching = environment.onInterrupt(() => {
        listener.stopping();
        stopRun(client, run.id).catch(reject);
      });
      void ended.then((how) => reject(engineEnded(run, how)));
      // What came early may tell of the run as it was before it began; how it is now is asked.
      for (const news of early) if (news.kind !== 'changed') take(news);
      client.request('runs.get', { run: run.id }).then((data) => take({ of: run.id, kind: 'changed', data }), reject);
    });
    return await client.request('runs.get', { run: run.id });
  } finally {
    stopWatching();
    stopListening();
  }
}

function listenToRuns(client: EngineClient, take: (news: RunNews) => void): () => void {
  const endings = [
    client.on('run.changed', (data) => take({ of: data.id, kind: 'changed', data })),
    client.on('run.progress', (data) => take({ of: data.run, kind: 'progress', data })),
    client.on('run.epoch', (data) => take({ of: data.run, kind: 'epoch', data })),
  ];
  return () => endings.forEach((end) => end());
}

/** Passes news on; true when it says that the run has ended. */
function isLast(news: RunNews, listener: RunListener): boolean {
  if (news.kind === 'changed') return !activeStatuses.includes(news.data.status);
  if (news.kind === 'progress') listener.progress(news.data);
  else listener.epoch(news.data);
  return false;
}

async function stopRun(client: EngineClient, run: string): Promise<void> {
  try {
    await client.request('runs.stop', { run });
  } catch (error) {
    // The run may have ended by itself in the meantime; then its end is on the way.
    if (!(error instanceof LaminaError && error.code === 'conflict')) throw error;
  }
}

function engineEnded(run: RunSummary, how: string): LaminaError {
  return new LaminaError(
    'engine-gone',
    `The engine ended (${how}) before the run ${run.id} did.`,
    `Go on from its last checkpoint with: lamina resume ${run.id}`,
  );
}
