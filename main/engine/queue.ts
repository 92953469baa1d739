import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import type { RunProgress, RunStatus, StepUnit } from '#core/contract/run.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { RunChanges } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import { CheckpointWriter } from './checkpointWriter.ts';
import { goBackToCheckpoint } from './history.ts';
import type { RunNews } from './news.ts';
import { toProblem } from './problem.ts';
import { RunRecorder, type Started } from './runRecorder.ts';
import { requireSameData, startOf } from './runStart.ts';
import type { KernelBinaries, SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { usefulThreads } from '#core/training/threads.ts';
import { command, type Command, type CopiedWeights } from './threads/protocol.ts';
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
  /** How far it may go although it is to pause, as long as it has no trainer. */
  allowed: StepUnit[];
  /** Where it is, as it was told last. */
  progress: RunProgress | undefined;
  askedLearningRate: number | undefined;
}

/** A copy of the weights of a run that is being trained, and where it lies. */
export interface LiveWeights extends CopiedWeights {
  memory: WebAssembly.Memory;
}

/** How long to wait before the end of a run is written again. */
const retryMilliseconds = 5_000;

/** Trains runs, one at a time and in the order they came. */
export class RunQueue {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #news: RunNews;
  readonly #recorder: RunRecorder;
  readonly #binaries: KernelBinaries;
  /** Writes checkpoints, one at a time. */
  readonly #keeper: Assistant;
  readonly #waiting: string[] = [];
  /** On how many threads each run that waits, or is in hand, may be trained. */
  readonly #threads = new Map<string, number>();
  /** How far each run goes that is to pause as soon as it has begun. */
  readonly #firstSteps = new Map<string, StepUnit>();
  readonly #onTraining: (going: boolean) => void;
  #isTraining = false;
  #active: ActiveRun | undefined;
  #idle: (() => void) | undefined;
  #closed = false;

  /** `onTraining` is told whenever a run begins to be trained, or none is any more. */
  constructor(
    store: Store,
    datasets: Datasets,
    news: RunNews,
    binaries: KernelBinaries,
    keeper: Assistant,
    onTraining: (going: boolean) => void,
  ) {
    this.#store = store;
    this.#datasets = datasets;
    this.#news = news;
    this.#recorder = new RunRecorder(store, news);
    this.#binaries = binaries;
    this.#keeper = keeper;
    this.#onTraining = onTraining;
  }

  /** Whether a run is being trained right now; a paused one is not. */
  get isTraining(): boolean {
    return this.#isTraining;
  }

  /**
   * Queues a run that this engine has in hand, to begin or to go on from its newest checkpoint: to its end, or only by
   * one step.
   */
  add(id: string, threads: number, step?: StepUnit): void {
    this.#threads.set(id, threads);
    if (step) this.#firstSteps.set(id, step);
    this.#news.changed(id);
    this.#waiting.push(id);
    this.#news.queueChanged(this.#waiting);
    void this.#next();
  }

  /** The runs that wait for their turn, the next one first. */
  get waiting(): readonly string[] {
    return this.#waiting;
  }

  /** Puts the runs that wait in the order of `ids`. Those that are not named follow, as they stood. */
  reorder(ids: readonly string[]): void {
    const named = [...new Set(ids)].filter((id) => this.#waiting.includes(id));
    const others = this.#waiting.filter((id) => !named.includes(id));
    this.#waiting.splice(0, Infinity, ...named, ...others);
    this.#news.queueChanged(this.#waiting);
  }

  /** False when the run is not in hand here. */
  pause(id: string): boolean {
    return this.#command(id, command.pause);
  }

  continue(id: string): boolean {
    return this.#command(id, command.go);
  }

  /** Goes on by so much, and then pauses. False when the run is not in hand here, or still waits for its turn. */
  step(id: string, by: StepUnit): boolean {
    const active = this.#active;
    if (active?.id !== id || active.asked === command.stop) return false;
    active.asked = command.pause;
    active.allowed.push(by);
    active.trainer?.step(by);
    return true;
  }

  /** Where the run is that is in hand. */
  progress(): RunProgress[] {
    const progress = this.#active?.progress;
    return progress ? [progress] : [];
  }

  /** How fast the run in hand is being trained, and which network that is; undefined before that is known. */
  speed(): { design: Design; examplesPerSecond: number } | undefined {
    const progress = this.#active?.progress;
    if (!progress || progress.examplesPerSecond === 0) return undefined;
    const { design } = this.#store.runs.get(progress.run)!.summary;
    return { design, examplesPerSecond: progress.examplesPerSecond };
  }

  /** The change is stored, and told, once its trainer has met it. */
  setLearningRate(id: string, learningRate: number): boolean {
    const active = this.#active;
    if (active?.id !== id || active.asked === command.stop) return false;
    active.askedLearningRate = learningRate;
    active.trainer?.setLearningRate(learningRate);
    return true;
  }

  /**
   * Has the weights of a run that is trained here copied; null when it is not, or when it ends before. See
   * `TrainerThread.copyWeights`.
   */
  async copyWeights(id: string): Promise<LiveWeights | null> {
    const trainer = this.#active?.id === id ? this.#active.trainer : undefined;
    const copied = await trainer?.copyWeights();
    return trainer && copied ? { ...copied, memory: trainer.copyMemory } : null;
  }

  stop(id: string, status: RunStatus = 'stopped'): boolean {
    const place = this.#waiting.indexOf(id);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
      this.#news.queueChanged(this.#waiting);
      this.#finish(id, { status });
      return true;
    }
    if (this.#active?.id !== id) return false;
    this.#active.statusWhenStopped = status;
    return this.#command(id, command.stop);
  }

  /** Has deleted what no checkpoint needs any more: of a run, or for null of all that no engine has in hand. */
  tidyCheckpoints(run: string | null): void {
    this.#keeper.do('tidy-checkpoints', { run }).catch((error: unknown) => this.#tellUnlessClosed(error));
  }

  /** Has the database's log moved to where it belongs. */
  tidyLog(): void {
    this.#keeper.do('tidy-log', null).catch((error: unknown) => this.#tellUnlessClosed(error));
  }

  /** What was not tidied is tidied the next time. */
  #tellUnlessClosed(error: unknown): void {
    if (!this.#closed) toProblem(error);
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
    active.allowed = [];
    active.trainer?.command(value);
    return true;
  }

  async #next(): Promise<void> {
    const id = this.#active || this.#closed ? undefined : this.#waiting.shift();
    if (id === undefined) return;
    const step = this.#firstSteps.get(id);
    const active: ActiveRun = {
      id,
      trainer: undefined,
      steps: 0,
      stepsPerEpoch: 1,
      statusWhenStopped: 'stopped',
      asked: step ? command.pause : command.go,
      allowed: step ? [step] : [],
      progress: undefined,
      askedLearningRate: undefined,
    };
    this.#active = active;
    this.#train(true);
    this.#news.queueChanged(this.#waiting);
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
    const { hash, shape } = this.#datasets.get(summary.dataset.id);
    let checkpoint: StoredCheckpoint | undefined;
    this.#store.transaction(() => {
      checkpoint = goBackToCheckpoint(this.#store, id);
      if (checkpoint) requireSameData(summary, hash);
      this.#store.runs.update(id, { dataset_hash: hash });
    });
    const { best, design, config } = this.#store.runs.get(id)!.summary;
    const threads = usefulThreads(design, config.batchSize, this.#threads.get(id)!);
    // A child that begins with a checkpoint has not been in any build's hands yet.
    const build = checkpoint && summary.kernelBuild !== '' && { build: summary.kernelBuild as SimdBuild };
    const team = { binaries: this.#binaries, threads, ...build };
    const { workspace } = this.#store;
    const learningRates = this.#store.events.learningRates(id);
    const start = startOf(this.#store, run);
    const from = { start, checkpoint: checkpoint ?? null, best, learningRates };
    const data = { design, config, table, shape, workspace, ...from };
    const writer = new CheckpointWriter(id, this.#keeper);
    active.trainer = new TrainerThread(data, team, writer, (news) => this.#receive(active, news));
    active.trainer.command(active.asked);
    for (const step of active.allowed) active.trainer.step(step);
    if (active.askedLearningRate !== undefined) active.trainer.setLearningRate(active.askedLearningRate);
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
    else if (message.kind === 'learning-rate') this.#recorder.changeLearningRate(active.id, message.change);
    else if (message.kind === 'paused' || message.kind === 'running') this.#changeStatus(active.id, message.kind);
    else if (message.kind === 'failed') this.#end(active, failed(message.problem));
    else this.#end(active, { status: message.finished ? 'finished' : active.statusWhenStopped });
  }

  #begin(active: ActiveRun, started: Started): void {
    active.steps = started.steps;
    active.stepsPerEpoch = started.stepsPerEpoch;
    this.#recorder.begin(active.id, started);
  }

  #advance(active: ActiveRun, advance: Advance): void {
    const { id } = active;
    this.#recorder.advance(id, advance);
    // Before the trainer hands over the next one: what is unfinished by then is of no use to anyone.
    if (advance.checkpoints.length > 0) this.tidyCheckpoints(id);
    active.trainer?.stored();
    active.progress = progressOf(active, advance.totals);
    this.#news.advanced(id, advance.points, advance.epochs, active.progress);
  }

  #changeStatus(id: string, status: 'paused' | 'running'): void {
    this.#update(id, { status });
    this.#train(status === 'running');
  }

  #train(going: boolean): void {
    if (going === this.#isTraining) return;
    this.#isTraining = going;
    this.#onTraining(going);
  }

  #end(active: ActiveRun, changes: Partial<RunChanges>): void {
    this.#active = undefined;
    this.#finish(active.id, changes);
    this.#idle?.();
    void this.#next();
    if (!this.#active) this.#train(false);
  }

  /** While the end cannot be written, as on a full disk, it is tried again: the run would seem to go on for ever. */
  #finish(id: string, changes: Partial<RunChanges>): void {
    this.#threads.delete(id);
    this.#firstSteps.delete(id);
    try {
      if (this.#store.runs.get(id)?.owner !== this.#store.lease.owner) return;
      this.#update(id, { ...changes, owner: null, ended_at: Date.now() });
      this.#news.flush();
      if (this.#store.checkpoints.hasLeftovers()) this.tidyCheckpoints(null);
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
