import { estimateSeconds } from '#core/analysis/runTime.ts';
import { activeStatuses, bundledRun, type RunSummary } from '#core/contract/run.ts';
import type { Notices } from './notices.svelte.ts';
import type { RunsState } from './runs.svelte.ts';
import type { Session } from './session.svelte.ts';

/** The runs that go on and wait, in their order, together with those that have ended since the queue was empty. */
export class QueueState {
  readonly #session: Session;
  readonly #runs: RunsState;
  readonly #notices: Notices;
  /** The runs that wait in this page's engine, the next one first. */
  #order: readonly string[] = $state.raw([]);
  /** Every run of this batch of work: from the first one that was begun while nothing went on. */
  #members: readonly string[] = $state.raw([]);

  /** Ended ones first, then what goes on, then what waits, the next one first. */
  readonly runs: readonly RunSummary[] = $derived.by(() => {
    const members = this.#members.flatMap((id) => {
      const run = this.#runs.get(id);
      return run?.trashedAt === null ? [run] : [];
    });
    const place = ({ id, status }: RunSummary) => {
      if (!activeStatuses.includes(status)) return -2;
      if (status !== 'queued') return -1;
      const at = this.#order.indexOf(id);
      return at < 0 ? this.#order.length : at;
    };
    return members.sort((a, b) => place(a) - place(b));
  });
  readonly active: readonly RunSummary[] = $derived(this.runs.filter(isActive));
  readonly ended: readonly RunSummary[] = $derived(this.runs.filter((run) => !isActive(run)));
  /** Runs of which this page's engine keeps the order. */
  readonly waiting: readonly RunSummary[] = $derived(
    this.active.filter(({ id, status }) => status === 'queued' && this.#order.includes(id)),
  );
  /** From 0 to 1: how many runs are done, with the part of the one that goes on. */
  readonly done: number = $derived.by(() => {
    if (this.runs.length === 0) return 0;
    const parts = this.active.map(({ id }) => this.#runs.progress(id)).map((at) => (at ? at.step / at.steps : 0));
    return (this.ended.length + parts.reduce((sum, part) => sum + part, 0)) / this.runs.length;
  });
  /** Of all that goes on and waits; null while it cannot be told. */
  readonly secondsLeft: number | null = $derived.by(() => {
    const parts = this.active.map((run) => this.#secondsLeftOf(run));
    return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
  });

  constructor(session: Session, runs: RunsState, notices: Notices) {
    this.#session = session;
    this.#runs = runs;
    this.#notices = notices;
    session.on('run.changed', (run) => this.#see(run));
    session.on('queue.changed', ({ waiting }) => (this.#order = waiting));
    session.onReady(() => void this.#load());
  }

  /** Earlier runs on a dataset, by which the time of others is estimated. */
  timedOn(dataset: string): RunSummary[] {
    return this.#runs.all.filter((run) => run.dataset.id === dataset && run.epochs > 0 && run.id !== bundledRun);
  }

  /** Moves a run that waits by one place: −1 makes it come earlier. */
  async move(id: string, by: -1 | 1): Promise<void> {
    const order = this.waiting.map((run) => run.id);
    const place = order.indexOf(id);
    const other = place + by;
    if (place < 0 || other < 0 || other >= order.length) return;
    [order[place], order[other]] = [order[other], order[place]];
    // Shown at once; what the engine answers is how it is.
    this.#order = order;
    this.#order = (await this.#session.request('runs.reorder', { runs: order })) ?? this.#order;
  }

  /** Takes a run that waits out of the queue, and offers to undo it. */
  async remove(id: string): Promise<void> {
    await this.#stop([id], (names) => `“${names[0]}” is out of the queue.`);
  }

  /** Stops what goes on and takes out what waits, and offers to undo it. */
  async stopAll(): Promise<void> {
    await this.#stop(
      this.active.map((run) => run.id),
      (names) => (names.length === 1 ? `“${names[0]}” is stopped.` : `${names.length} runs are stopped.`),
    );
  }

  /** Lets go of the runs that have ended. */
  clear(): void {
    this.#members = this.active.map((run) => run.id);
  }

  async #stop(ids: readonly string[], text: (names: readonly string[]) => string): Promise<void> {
    const stopped = await this.#session.request('runs.stopMany', { runs: [...ids] });
    if (!stopped || stopped.length === 0) return;
    const inOrder = ids.filter((id) => stopped.some((run) => run.id === id));
    const names = inOrder.map((id) => this.#runs.get(id)?.name ?? id);
    this.#notices.tell({ text: text(names), action: { label: 'Undo', run: () => void this.#resume(inOrder) } });
  }

  /** One after the other, so that they come back in their order. */
  async #resume(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#runs.resume(id);
  }

  #secondsLeftOf(run: RunSummary): number | null {
    const progress = this.#runs.progress(run.id);
    if (progress?.secondsLeft !== null && progress !== undefined) return progress.secondsLeft;
    const whole = estimateSeconds(run, this.timedOn(run.dataset.id));
    return whole === null ? null : whole * (1 - run.epochs / run.config.epochs);
  }

  #see(run: RunSummary): void {
    if (!isActive(run) || this.#members.includes(run.id)) return;
    const goesOn = this.#members.some((id) => isActive(this.#runs.get(id)));
    this.#members = goesOn ? [...this.#members, run.id] : [run.id];
  }

  async #load(): Promise<void> {
    const waiting = await this.#session.request('runs.queue', {});
    if (!waiting) return;
    this.#order = waiting;
    for (const run of this.#runs.active) this.#see(run);
  }
}

function isActive(run: RunSummary | undefined): boolean {
  return run !== undefined && activeStatuses.includes(run.status);
}
