import { findAdvice, type Advice } from '#core/analysis/advice/advice.ts';
import { childProblems } from '#core/contract/child.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import { bytesToTrain, largestTrainingBytes } from '#core/contract/memory.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import { activeStatuses, bundledRun, type RunSummary, type StepUnit } from '#core/contract/run.ts';
import { setupProblems, type SetupProblem } from '#core/contract/setup.ts';
import { ChartSettings } from '../../charts/chartSettings.svelte.ts';
import { formatBytes, formatCount } from '../../components/format.ts';
import type { DatasetsState } from '../../state/datasets.svelte.ts';
import type { Notices } from '../../state/notices.svelte.ts';
import type { QueueState } from '../../state/queue.svelte.ts';
import type { RunsState } from '../../state/runs.svelte.ts';
import type { Session } from '../../state/session.svelte.ts';
import { designOf, firstDraft, readDraft, takeSetup, type Draft } from './draft.ts';
import { Designer } from './design/designer.svelte.ts';
import { TrainedWeights } from './design/trainedWeights.svelte.ts';
import { Presets } from './presets/presets.svelte.ts';
import { Estimate } from './estimate.svelte.ts';
import { isStage, type StageName } from './stage/stages.ts';

const draftKey = 'lamina.draft';
const lastRunKey = 'lamina.lastRun';
const stageKey = 'lamina.stage';
const mostSteps = 200;

/** What the built-in digits are like, until the list of datasets has come. */
const usualShape = { shape: [28, 28], classes: Array.from({ length: 10 }, (_, digit) => String(digit)) } as const;

interface WorkbenchApplication {
  datasets: DatasetsState;
  notices: Notices;
  queue: QueueState;
  runs: RunsState;
  session: Session;
}
type WorkbenchStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** The draft on the Workbench with its history, and the run that is shown beside it. It outlives the view. */
export class Workbench {
  readonly #application: WorkbenchApplication;
  readonly #storage: WorkbenchStorage;
  readonly charts: ChartSettings;
  readonly presets: Presets;
  /** How long an epoch of the draft would take on this machine. */
  readonly estimate: Estimate;
  readonly designer: Designer;
  readonly trained: TrainedWeights;
  #draft: Draft = $state.raw(firstDraft);
  #past: readonly Draft[] = $state.raw([]);
  #future: readonly Draft[] = $state.raw([]);
  /** The field that was edited last: typing on in it is one step of the history. */
  #editing: string | null = null;
  #starting = $state(false);
  #shownId: string | null = $state(null);
  #stage: StageName = $state('network');

  readonly dataset: Dataset | undefined = $derived.by(() => this.#application.datasets.get(this.#draft.dataset));
  readonly design: Design = $derived.by(() => designOf(this.#draft, this.dataset ?? usualShape));
  /** Bytes that training this draft takes; null until the dataset is known. */
  readonly bytes: number | null = $derived.by(() =>
    this.dataset ? bytesToTrain(this.design, this.#draft.config, this.dataset) : null,
  );
  readonly problems: readonly SetupProblem[] = $derived.by(() => this.#findProblems());
  /** What could be better about the draft, the gravest first. */
  readonly advice: readonly Advice[] = $derived.by(() =>
    this.dataset ? findAdvice(this.design, this.#draft.config, this.dataset) : [],
  );

  readonly #isTraining: boolean = $derived.by(() =>
    this.#application.runs.active.some((run) => run.status === 'running'),
  );

  /** The run in the panel: the one chosen or started last, else the one that goes on or is next, else the newest. */
  readonly shown: RunSummary | undefined = $derived.by(() => {
    const { queue, runs } = this.#application;
    const chosen = this.#shownId === null ? undefined : runs.get(this.#shownId);
    return chosen && chosen.trashedAt === null
      ? chosen
      : (queue.active[0] ?? runs.kept.find((run) => run.id !== bundledRun));
  });

  constructor(application: WorkbenchApplication, storage: WorkbenchStorage) {
    this.#application = application;
    this.#storage = storage;
    this.estimate = new Estimate(application.session);
    const usual = { axis: 'epoch', smoothing: 0.6, logarithmic: false } as const;
    this.charts = new ChartSettings('lamina.charts.workbench', usual, storage);
    this.presets = new Presets(storage, application.notices);
    this.#draft = readDraft(storage.getItem(draftKey));
    this.designer = new Designer(this);
    this.trained = new TrainedWeights(application, this, storage);
    this.#shownId = storage.getItem(lastRunKey);
    const stage = storage.getItem(stageKey);
    if (isStage(stage)) this.#stage = stage;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** What the large side shows. */
  get stage(): StageName {
    return this.#stage;
  }

  showStage(name: string): void {
    if (!isStage(name)) return;
    this.#stage = name;
    this.#storage.setItem(stageKey, name);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  get canStart(): boolean {
    const { session } = this.#application;
    return session.status === 'ready' && this.dataset !== undefined && this.problems.length === 0 && !this.#starting;
  }

  /** What is wrong with a field, such as "config.batchSize". */
  problem(field: string): string | undefined {
    return this.problems.find((problem) => problem.field === field)?.message;
  }

  /** Replaces the draft. Edits of one `field` that follow each other can be undone together. */
  edit(draft: Draft, field: string | null = null): void {
    const goesOn = field !== null && field === this.#editing && this.#past.length > 0;
    if (!goesOn) this.#past = [...this.#past, this.#draft].slice(-mostSteps);
    this.#future = [];
    this.#editing = field;
    this.#take(draft);
  }

  editConfig(change: Partial<Draft['config']>, field: string): void {
    this.edit({ ...this.#draft, config: { ...this.#draft.config, ...change } }, field);
  }

  /** The draft as it is now was kept as a saved design, which is no edit of it. */
  markSaved(id: string): void {
    this.#take({ ...this.#draft, saved: id });
  }

  /** Does what a piece of advice proposes, as an edit of its own. */
  mend({ mend }: Advice): void {
    if (this.dataset) this.edit(takeSetup(this.#draft, mend, this.dataset));
  }

  /** Advice of that name is not shown again for this draft. */
  dismissAdvice(name: string): void {
    this.edit({ ...this.#draft, dismissed: [...(this.#draft.dismissed ?? []), name] });
  }

  showDismissedAdvice(): void {
    const { dismissed, ...draft } = this.#draft;
    this.edit(draft);
  }

  /** The next edit is a step of its own. */
  settle(): void {
    this.#editing = null;
  }

  undo(): void {
    const draft = this.#past.at(-1);
    if (!draft) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#draft];
    this.settle();
    this.#take(draft);
  }

  redo(): void {
    const draft = this.#future.at(-1);
    if (!draft) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#draft];
    this.settle();
    this.#take(draft);
  }

  show(run: string): void {
    this.#show(run);
  }

  /** Whether the run that goes on is shown, whichever that is. */
  get isFollowing(): boolean {
    return this.#shownId === null || this.#application.runs.get(this.#shownId) === undefined;
  }

  /** Shows the run that goes on, and when that has ended the next one. */
  follow(): void {
    this.#show(null);
  }

  #show(run: string | null): void {
    this.#shownId = run;
    this.charts.range = null;
    this.#storage.setItem(lastRunKey, run ?? '');
    // The drawing is of what is designed; whoever asks for a run wants to see it.
    if (this.#stage === 'network') this.showStage('curves');
  }

  /**
   * Starts a run of the draft; it waits when another one is going on. With `step` it goes no further than that, and
   * then is paused.
   */
  async start(step?: StepUnit): Promise<void> {
    if (!this.canStart) return;
    const { runs, notices } = this.#application;
    const { name, dataset, config, parent } = this.#draft;
    // The new run may be told of before the request is answered, so what was going on is looked up now.
    const goingOn = this.shown && activeStatuses.includes(this.shown.status) ? this.shown : undefined;
    this.#starting = true;
    const named = name.trim() === '' ? {} : { name: name.trim() };
    const child = parent ? { parent } : {};
    const run = await runs.start({ ...named, ...child, dataset, design: this.design, config }, step);
    this.#starting = false;
    if (!run) return;
    if (goingOn && activeStatuses.includes(runs.get(goingOn.id)?.status ?? 'stopped'))
      notices.tell({
        text: `“${run.name}” is queued. It starts when the runs before it have ended.`,
        action: { label: 'Show it', run: () => this.show(run.id) },
      });
    else this.show(run.id);
  }

  /** Starts several runs, and shows each while it goes on. False when none was started. */
  async startMany(setups: readonly RunSetup[]): Promise<boolean> {
    const { runs, notices } = this.#application;
    const waits = runs.active.length > 0;
    const started = await runs.startMany(setups);
    if (!started) return false;
    if (!waits) this.follow();
    else if (started.length === 1) notices.tell({ text: '1 run waits for its turn.' });
    else notices.tell({ text: `${formatCount(started.length)} runs wait for their turn.` });
    return true;
  }

  /** Keeps the estimate up to date, as an effect of the view: nothing is tried out for a draft that nobody looks at. */
  followEstimate(): void {
    const { session } = this.#application;
    if (session.status !== 'ready' || this.dataset?.state !== 'ready' || this.problems.length > 0) {
      return this.estimate.forget();
    }
    const { dataset, config } = this.#draft;
    this.estimate.want({ dataset, design: this.design, config }, !this.#isTraining);
  }

  /** Steps the run that is shown. False when it is not in hand. */
  step(unit: StepUnit): boolean {
    const run = this.shown;
    if (!run || !(run.status === 'running' || run.status === 'paused')) return false;
    void this.#application.runs.step(run.id, unit);
    return true;
  }

  /** Pauses the run that is shown, or goes on with it. */
  pauseOrContinue(): void {
    const run = this.shown;
    if (run?.status === 'running') void this.#application.runs.pause(run.id);
    else if (run?.status === 'paused') void this.#application.runs.continueRun(run.id);
  }

  #take(draft: Draft): void {
    this.#draft = draft;
    this.#storage.setItem(draftKey, JSON.stringify(draft));
  }

  #parentProblems(): SetupProblem[] {
    const { runs } = this.#application;
    const { parent, dataset, config } = this.#draft;
    if (!parent || !runs.loaded) return [];
    const run = runs.get(parent.run);
    if (!run)
      return [{ field: 'parent', message: 'The run that this is a child of is no longer there. Let go of it.' }];
    return parent.epoch === 0 ? [] : childProblems({ dataset, design: this.design, config }, run);
  }

  #findProblems(): SetupProblem[] {
    if (!this.dataset || this.dataset.trashedAt !== null) {
      if (!this.#application.datasets.loaded) return [];
      return [{ field: 'dataset', message: 'This dataset is no longer there. Choose another one.' }];
    }
    const problems = [...setupProblems(this.design, this.#draft.config, this.dataset), ...this.#parentProblems()];
    if (this.bytes === null || this.bytes <= largestTrainingBytes) return problems;
    const message = `Training this would take ${formatBytes(this.bytes)} of memory; at most ${formatBytes(largestTrainingBytes)} can be used. Make layers or batches smaller, or take fewer examples.`;
    return [...problems, { field: 'design', message }];
  }
}
