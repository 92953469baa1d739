import { activeStatuses, type RunSummary } from '#core/contract/run.ts';
import type { InsidePart } from '#core/contract/inside.ts';
import type { DatasetsState } from '../../../state/datasets.svelte.ts';
import type { RunsState } from '../../../state/runs.svelte.ts';
import type { Session } from '../../../state/session.svelte.ts';
import { Look, type Wish } from './look.svelte.ts';

/** What can be seen, each able to be turned off, and the part of the network's inside that it needs. */
const views = {
  weights: 'firstLayer',
  distributions: 'distributions',
  surface: 'surface',
  confusion: 'confusion',
  worst: 'confusion',
} as const satisfies Record<string, InsidePart>;
export type InsideView = keyof typeof views;

/** The views of each tab, in their order. */
const viewsOf = {
  inside: ['surface', 'weights', 'distributions'],
  mistakes: ['confusion', 'worst'],
} as const satisfies Record<string, readonly InsideView[]>;
export type InsideTab = keyof typeof viewsOf;

/** So many units of the first layer are shown at once. */
export const unitsAtOnce = 64;
const storageKey = 'lamina.inside';

interface InsideApplication {
  session: Session;
  datasets: Pick<DatasetsState, 'get' | 'loaded'>;
  runs: RunsState;
  workbench: { readonly shown: RunSummary | undefined };
}

/** What is seen of the inside of the run that the Workbench shows. It outlives the tabs. */
export class InsideState {
  readonly #application: InsideApplication;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** What is looked at, a look for each tab: only one is watched at a time. */
  readonly looks: Record<InsideTab, Look>;
  #off: readonly InsideView[] = $state.raw([]);
  /** The page of the first layer's units, and of which run. */
  #page: { run: string; from: number } = $state.raw({ run: '', from: 0 });

  constructor(application: InsideApplication, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#application = application;
    this.#storage = storage;
    const look = () => new Look((input) => application.session.ask('runs.look', input));
    this.looks = { inside: look(), mistakes: look() };
    this.#off = readViews(storage.getItem(storageKey));
  }

  isOn(view: InsideView): boolean {
    return !this.#off.includes(view);
  }

  /** Turns a view on or off; it is remembered. */
  turn(view: InsideView, on: boolean): void {
    this.#off = on ? this.#off.filter((one) => one !== view) : [...this.#off.filter((one) => one !== view), view];
    this.#storage.setItem(storageKey, JSON.stringify(this.#off));
  }

  /** The first unit of the first layer that is shown. */
  get firstUnit(): number {
    return this.#page.run === this.#application.workbench.shown?.id ? this.#page.from : 0;
  }

  showUnitsFrom(from: number): void {
    this.#page = { run: this.#application.workbench.shown?.id ?? '', from };
  }

  /** What there is to be seen of a run in a tab, turned on or not. */
  viewsOf(tab: InsideTab, run: RunSummary): InsideView[] {
    return viewsOf[tab]
      .filter((view) => view !== 'surface' || hasSurface(run))
      .filter((view) => view !== 'confusion' || run.dataset.targets.length === 0);
  }

  /** Whether there are weights to look into. */
  hasWeights(run: RunSummary): boolean {
    if (run.weightsHash !== null) return true;
    return activeStatuses.includes(run.status) && this.#application.runs.progress(run.id) !== undefined;
  }

  /** Whether the examples are gone, or were never made here: all that is told of them cannot be had then. */
  lacksExamples(run: RunSummary): boolean {
    const { datasets } = this.#application;
    return datasets.loaded && datasets.get(run.dataset.id)?.state !== 'ready';
  }

  /** What a tab would have looked at now; null when there is nothing. */
  wish(tab: InsideTab): Wish | null {
    const { session, runs, workbench } = this.#application;
    const run = workbench.shown;
    if (!run || session.status !== 'ready' || !this.hasWeights(run)) return null;
    const on = this.viewsOf(tab, run).filter((view) => this.isOn(view));
    const parts = [...new Set(on.map((view) => views[view]))];
    if (parts.length === 0) return null;
    const units = { from: this.firstUnit, count: unitsAtOnce };
    const input = { run: run.id, parts, ...(parts.includes('firstLayer') ? { units } : {}) };
    const stepByHand = run.status === 'paused' ? runs.progress(run.id)?.step : undefined;
    const mark = [run.status, run.weightsHash, stepByHand, this.lacksExamples(run)].join(' ');
    return { input, mark, goesOn: run.status === 'running' };
  }
}

/** Whether a network's inputs can be drawn as a line or a plane. */
function hasSurface({ dataset, design }: RunSummary): boolean {
  return dataset.kind === 'table' && design.inputs <= 2;
}

function readViews(stored: string | null): InsideView[] {
  try {
    const names: unknown = JSON.parse(stored ?? '[]');
    if (!Array.isArray(names)) return [];
    return (Object.keys(views) as InsideView[]).filter((view) => names.includes(view));
  } catch {
    return []; // not by this version
  }
}
