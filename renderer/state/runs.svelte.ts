import { SvelteMap } from 'svelte/reactivity';
import type { RunSetup } from '#core/contract/requests.ts';
import { activeStatuses, bundledRun, type RunProgress, type RunSummary, type StepUnit } from '#core/contract/run.ts';
import { Curves } from './curves.svelte.ts';
import { InterruptedRuns } from './interruptedRuns.ts';
import type { Notices } from './notices.svelte.ts';
import type { Place } from './place.svelte.ts';
import type { Session } from './session.svelte.ts';

/** Every run the engine knows of, kept up to date by its events, and what can be done with them. */
export class RunsState {
  readonly #session: Session;
  readonly #notices: Notices;
  readonly #place: Place;
  readonly #byId = new SvelteMap<string, RunSummary>();
  readonly #progress = new SvelteMap<string, RunProgress>();
  readonly #curves = new Map<string, Curves>();
  /** Runs of which points came since they last changed: their engine is the one that the page is joined to. */
  readonly #told = new Set<string>();
  readonly #interrupted: InterruptedRuns;
  #loaded = $state(false);

  /** All runs, the newest first, trashed ones included. */
  readonly all: readonly RunSummary[] = $derived(
    [...this.#byId.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)),
  );
  readonly kept: readonly RunSummary[] = $derived(this.all.filter((run) => run.trashedAt === null));
  readonly trashed: readonly RunSummary[] = $derived(this.all.filter((run) => run.trashedAt !== null));
  /** Queued, running or paused, the one that began first in front. */
  readonly active: readonly RunSummary[] = $derived(
    this.kept.filter((run) => activeStatuses.includes(run.status)).reverse(),
  );
  /** Runs with a checkpoint to predict from; the bundled model first. */
  readonly usable: readonly RunSummary[] = $derived(
    this.kept
      .filter((run) => run.weightsHash !== null)
      .sort((a, b) => Number(b.id === bundledRun) - Number(a.id === bundledRun)),
  );
  /** The runs chosen for comparing, in the order they were chosen. */
  readonly chosen: ReadonlySet<string> = $derived.by(() => new Set(this.#place.runs));

  constructor(session: Session, notices: Notices, place: Place) {
    this.#session = session;
    this.#notices = notices;
    this.#place = place;
    session.on('run.changed', (run) => this.#receive(run));
    session.on('run.progress', (progress) => this.#learnProgress(progress));
    session.on('run.metrics', ({ run, points }) => {
      this.#told.add(run);
      this.#curves.get(run)?.append(points);
    });
    this.#interrupted = new InterruptedRuns(this, notices);
    session.onLost(() => this.#interrupted.miss(this.active));
    session.onReady(() => void this.#loadAll());
  }

  /** Whether the list has come from the engine; before that an empty list says nothing. */
  get loaded(): boolean {
    return this.#loaded;
  }

  get(id: string): RunSummary | undefined {
    return this.#byId.get(id);
  }

  /** Where a run is, for as long as it is active. */
  progress(id: string): RunProgress | undefined {
    return this.#progress.get(id);
  }

  /** A run's curves; loaded when they are first asked for, and kept growing from then on. */
  curves(id: string): Curves {
    const known = this.#curves.get(id);
    if (known) return known;
    const curves = new Curves(id);
    this.#curves.set(id, curves);
    void this.#loadCurves([curves]);
    return curves;
  }

  choose(id: string, chosen: boolean): void {
    const others = this.#place.runs.filter((run) => run !== id);
    this.#place.runs = chosen ? [...others, id] : others;
  }

  chooseOnly(ids: readonly string[]): void {
    this.#place.runs = [...new Set(ids)];
  }

  /** With `step` the run goes no further than that, and then is paused. */
  async start(setup: RunSetup, step?: StepUnit): Promise<RunSummary | undefined> {
    return this.#keep(await this.#session.request('runs.start', step ? { ...setup, step } : setup));
  }

  /** Starts all of them, or none when one cannot be trained. */
  async startMany(setups: readonly RunSetup[]): Promise<readonly RunSummary[] | undefined> {
    const runs = await this.#session.request('runs.startMany', { runs: [...setups] });
    for (const run of runs ?? []) this.#keep(run);
    return runs;
  }

  async pause(id: string): Promise<void> {
    this.#keep(await this.#session.request('runs.pause', { run: id }));
  }

  /** Goes on with a paused run. */
  async continueRun(id: string): Promise<void> {
    this.#keep(await this.#session.request('runs.continue', { run: id }));
  }

  /** Goes on by one batch, or to the end of the epoch, and then pauses. */
  async step(id: string, by: StepUnit): Promise<void> {
    this.#keep(await this.#session.request('runs.step', { run: id, by }));
  }

  /** Ends a run at a checkpoint from which it can be resumed. */
  async stop(id: string): Promise<void> {
    this.#keep(await this.#session.request('runs.stop', { run: id }));
  }

  /** Of a run that goes on or is paused, from its next batch on. */
  async setLearningRate(id: string, learningRate: number): Promise<void> {
    await this.#session.request('runs.setLearningRate', { run: id, learningRate });
  }

  /** Puts a stopped, interrupted or failed run back in the queue. */
  async resume(id: string): Promise<void> {
    this.#keep(await this.#session.request('runs.resume', { run: id }));
  }

  async rename(id: string, name: string): Promise<void> {
    this.#keep(await this.#session.request('runs.rename', { run: id, name }));
  }

  /** Moves runs to the trash, and offers to undo it. */
  async trash(ids: readonly string[]): Promise<void> {
    const names = ids.map((id) => this.get(id)?.name ?? id);
    if (!(await this.#setTrashed(ids, true))) return;
    this.#place.runs = this.#place.runs.filter((run) => !ids.includes(run));
    this.#notices.tell({
      text: names.length === 1 ? `“${names[0]}” is in the trash.` : `${names.length} runs are in the trash.`,
      action: { label: 'Undo', run: () => void this.#setTrashed(ids, false) },
    });
  }

  async restore(ids: readonly string[]): Promise<void> {
    await this.#setTrashed(ids, false);
  }

  async #setTrashed(ids: readonly string[], trashed: boolean): Promise<boolean> {
    const runs = await this.#session.request('runs.trash', { runs: [...ids], trashed });
    for (const run of runs ?? []) this.#keep(run);
    return runs !== undefined;
  }

  #keep(run: RunSummary | undefined): RunSummary | undefined {
    if (run) this.#receive(run);
    return run;
  }

  #receive(run: RunSummary): void {
    const before = this.#byId.get(run.id);
    this.#byId.set(run.id, run);
    if (!isActive(run)) this.#progress.delete(run.id);
    const curves = this.#curves.get(run.id);
    if (curves && before && this.#curvesChanged(before, run)) void this.#loadCurves([curves]);
    if (!before || hasGoneOn(before, run)) this.#told.delete(run.id);
    this.#interrupted.offer();
  }

  #curvesChanged(before: RunSummary, run: RunSummary): boolean {
    // A resumed run goes back to its checkpoint: what came after that on its curves is done again.
    if (!isActive(before) && isActive(run)) return true;
    // Another program that trains a run tells this page's engine no points; they can only be read.
    return hasGoneOn(before, run) && !this.#told.has(run.id);
  }

  async #loadAll(): Promise<void> {
    const runs = await this.#session.request('runs.list', {});
    if (!runs) return;
    this.#byId.clear();
    for (const run of runs) this.#byId.set(run.id, run);
    for (const id of this.#progress.keys()) if (!isActive(this.#byId.get(id))) this.#progress.delete(id);
    this.#loaded = true;
    this.#interrupted.offer();
    void this.#loadProgress();
    await this.#loadCurves([...this.#curves.values()]);
  }

  /** A run that is paused tells nothing by itself; what has been told meanwhile is newer than the answer. */
  async #loadProgress(): Promise<void> {
    try {
      const known = await this.#session.ask('runs.progress', {});
      for (const one of known) if (!this.#progress.has(one.run)) this.#learnProgress(one);
    } catch {
      // It is told with the next batch.
    }
  }

  #learnProgress(progress: RunProgress): void {
    this.#progress.set(progress.run, progress);
    this.#curves.get(progress.run)?.learnStepsPerEpoch(progress.stepsPerEpoch);
  }

  async #loadCurves(wanted: readonly Curves[]): Promise<void> {
    for (let from = 0; from < wanted.length; from += 50) {
      const part = wanted.slice(from, from + 50);
      try {
        const loaded = await this.#session.ask('runs.curves', { runs: part.map((curves) => curves.run) });
        for (const one of loaded) this.#curves.get(one.run)?.load(one);
      } catch {
        // Whoever shows the curve says that it could not be loaded; it is tried again with the next engine.
        for (const curves of part) curves.fail();
      }
    }
  }
}

function hasGoneOn(before: RunSummary, run: RunSummary): boolean {
  return run.epochs !== before.epochs || run.status !== before.status;
}

function isActive(run: RunSummary | undefined): boolean {
  return run !== undefined && activeStatuses.includes(run.status);
}
