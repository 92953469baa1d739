import { LaminaError, type Problem } from '#core/contract/errors.ts';
import type { RunProgress, RunStatus, RunSummary } from '#core/contract/run.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { RunChanges, StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import { bestOf, goBackToCheckpoint } from './history.ts';
import type { RunNews } from './news.ts';
import { toProblem } from './problem.ts';
import type { KernelBinaries, SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { usefulThreads } from '#core/training/threads.ts';
import { command, type Command, type RunStart } from './threads/protocol.ts';
import { TrainerThread, type Advance, type TrainerNews } from './trainerClient.ts';

interface ActiveRun {
  id: string;
  /** Undefined until its examples have been read. */
  trainer: TrainerThread | undefined;
  steps: number;
  stepsPerEpoch: number;
  /** What becomes of it when it stops before its last epoch. */
  statusWhenStopped: RunStatus;
  /** What was asked of it last, also before it had a trainer. */
  asked: Command;
}

/** How long to wait before the end of a run is written again. */
const retryMilliseconds = 5_000;

/** Trains runs, one at a time and in the order they came, and writes down all that their trainers tell. */
export class RunQueue {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #news: RunNews;
  readonly #binaries: KernelBinaries;
  readonly #waiting: string[] = [];
  /** On how many threads each run that waits, or is in hand, may be trained. */
  readonly #threads = new Map<string, number>();
  #active: ActiveRun | undefined;
  #idle: (() => void) | undefined;
  #closed = false;

  constructor(store: Store, datasets: Datasets, news: RunNews, binaries: KernelBinaries) {
    this.#store = store;
    this.#datasets = datasets;
    this.#news = news;
    this.#binaries = binaries;
  }

  /** Queues a run that this engine has in hand, to begin or to go on from its newest checkpoint. */
  add(id: string, threads: number): void {
    this.#threads.set(id, threads);
    this.#news.changed(id);
    this.#waiting.push(id);
    void this.#next();
  }

  /** False when the run is not in hand here. */
  pause(id: string): boolean {
    return this.#command(id, command.pause);
  }

  continue(id: string): boolean {
    return this.#command(id, command.go);
  }

  stop(id: string, status: RunStatus = 'stopped'): boolean {
    const place = this.#waiting.indexOf(id);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
      this.#finish(id, { status });
      return true;
    }
    if (this.#active?.id !== id) return false;
    this.#active.statusWhenStopped = status;
    return this.#command(id, command.stop);
  }

  /** Stops everything at a checkpoint; the runs can be resumed. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const id of [...this.#waiting]) this.stop(id, 'interrupted');
    const active = this.#active;
    if (!active) return;
    if (!active.trainer) return this.#end(active, { status: 'interrupted' });
    const idle = new Promise<void>((resolve) => (this.#idle = resolve));
    this.stop(active.id, 'interrupted');
    await idle;
  }

  /** What has been told to stop, stops. */
  #command(id: string, value: Command): boolean {
    const active = this.#active;
    if (active?.id !== id) return false;
    if (active.asked === command.stop) return value === command.stop;
    active.asked = value;
    active.trainer?.command(value);
    return true;
  }

  async #next(): Promise<void> {
    const id = this.#active || this.#closed ? undefined : this.#waiting.shift();
    if (id === undefined) return;
    const active: ActiveRun = {
      id,
      trainer: undefined,
      steps: 0,
      stepsPerEpoch: 1,
      statusWhenStopped: 'stopped',
      asked: command.go,
    };
    this.#active = active;
    try {
      this.#update(id, { status: 'running' });
      await this.#start(active);
    } catch (error) {
      this.#end(active, failed(toProblem(this.#store.explain(error))));
    }
  }

  async #start(active: ActiveRun): Promise<void> {
    const { id } = active;
    const run = this.#store.runs.get(id)!;
    const { summary } = run;
    const table = await this.#datasets.table(summary.dataset.id);
    if (this.#active !== active) return; // the engine has been closed meanwhile
    if (active.asked === command.stop) return this.#end(active, { status: active.statusWhenStopped });
    const { hash } = this.#datasets.get(summary.dataset.id);
    let checkpoint: StoredCheckpoint | undefined;
    this.#store.transaction(() => {
      checkpoint = goBackToCheckpoint(this.#store, id);
      if (checkpoint) requireSameData(summary, hash);
      this.#store.runs.update(id, { dataset_hash: hash });
    });
    const { design, config } = summary;
    const threads = usefulThreads(design, config.batchSize, this.#threads.get(id)!);
    const build = checkpoint && { build: summary.kernelBuild as SimdBuild };
    const team = { binaries: this.#binaries, threads, ...build };
    const data = { design, config, table, start: startOf(this.#store, run), checkpoint: checkpoint ?? null };
    active.trainer = new TrainerThread(data, team, (news) => this.#receive(active, news));
    active.trainer.command(active.asked);
  }

  #receive(active: ActiveRun, news: TrainerNews): void {
    if (this.#active !== active) return;
    try {
      this.#write(active, news);
    } catch (error) {
      active.trainer?.end();
      this.#end(active, failed(toProblem(this.#store.explain(error))));
    }
  }

  #write(active: ActiveRun, message: TrainerNews): void {
    if (message.kind === 'started') this.#begin(active, message);
    else if (message.kind === 'advance') this.#advance(active, message);
    else if (message.kind === 'paused' || message.kind === 'running') this.#update(active.id, { status: message.kind });
    else if (message.kind === 'failed') this.#end(active, failed(message.problem));
    else this.#end(active, { status: message.finished ? 'finished' : active.statusWhenStopped });
  }

  #begin(active: ActiveRun, started: Extract<TrainerNews, { kind: 'started' }>): void {
    active.steps = started.steps;
    active.stepsPerEpoch = started.stepsPerEpoch;
    const { start } = started;
    this.#store.transaction(() => {
      const settled = start && { split_hash: this.#store.splits.add(start.split), statistics: start.statistics };
      this.#update(active.id, {
        train_examples: started.trainExamples,
        test_examples: started.testExamples,
        steps_per_epoch: started.stepsPerEpoch,
        kernel_build: started.kernelBuild,
        ...settled,
      });
    });
  }

  /** All that one message tells is stored at once or not at all; only then is it told to anyone. */
  #advance(active: ActiveRun, { points, epochs, totals, checkpoint }: Advance): void {
    const { id } = active;
    const changes: Partial<RunChanges> = {
      seconds: totals.seconds,
      training_seconds: totals.trainingSeconds,
      trained_examples: totals.trainedExamples,
    };
    const results = epochs.map(({ result }) => result);
    const last = results.at(-1);
    if (last) {
      const { best } = this.#store.runs.get(id)!.summary;
      Object.assign(changes, { epochs: last.epoch, last, best: bestOf(best ? [best, ...results] : results) });
    }
    if (checkpoint) changes.weights_hash = checkpoint.weightsHash;
    this.#store.transaction(() => {
      if (this.#store.runs.get(id)?.owner !== this.#store.lease.owner) throw lost(id);
      this.#store.metrics.add(id, points);
      if (checkpoint) this.#store.checkpoints.add(id, checkpoint);
      this.#store.runs.update(id, changes);
    });
    active.trainer?.stored();
    this.#news.advanced(id, points, epochs, progressOf(active, totals));
  }

  #end(active: ActiveRun, changes: Partial<RunChanges>): void {
    this.#active = undefined;
    this.#finish(active.id, changes);
    this.#idle?.();
    void this.#next();
  }

  /** While the end cannot be written, as on a full disk, it is tried again: the run would seem to go on for ever. */
  #finish(id: string, changes: Partial<RunChanges>): void {
    this.#threads.delete(id);
    try {
      if (this.#store.runs.get(id)?.owner !== this.#store.lease.owner) return;
      this.#update(id, { ...changes, owner: null, ended_at: Date.now() });
      this.#news.flush();
    } catch (error) {
      toProblem(this.#store.explain(error));
      if (!this.#closed) setTimeout(() => this.#finish(id, changes), retryMilliseconds);
    }
  }

  #update(id: string, changes: Partial<RunChanges>): void {
    this.#store.runs.update(id, changes);
    this.#news.changed(id);
  }
}

function failed({ code, message, hint }: Problem): Partial<RunChanges> {
  return { status: code === 'diverged' ? 'diverged' : 'failed', problem: `${message} ${hint}`.trim() };
}

function lost(id: string): LaminaError {
  return new LaminaError('conflict', `The run ${id} has been taken over by another Lamina.`, 'It goes on there.');
}

/** A run can only go on exactly with the very examples it began with. */
function requireSameData(run: RunSummary, hash: string | null): void {
  if (run.dataset.hash === hash) return;
  throw new LaminaError(
    'conflict',
    `The examples of "${run.dataset.name}" are not those that "${run.name}" began with.`,
    'Train a new run on them.',
  );
}

/** What a run has begun with, if it has. */
function startOf(store: Store, { splitHash, statistics }: StoredRun): RunStart | null {
  return splitHash === null ? null : { split: store.splits.get(splitHash), statistics };
}

function progressOf({ id, steps, stepsPerEpoch }: ActiveRun, totals: Advance['totals']): RunProgress {
  const { step, seconds, trainingSeconds, trainedExamples } = totals;
  return {
    run: id,
    step,
    steps,
    stepsPerEpoch,
    examplesPerSecond: trainingSeconds > 0 ? trainedExamples / trainingSeconds : 0,
    secondsLeft: step > 0 ? (seconds / step) * (steps - step) : null,
  };
}
