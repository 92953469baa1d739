import { createContext } from 'svelte';
import type { EngineAccess } from '../client/connect.ts';
import { Compare } from '../views/compare/compare.svelte.ts';
import { DataPlace } from '../views/data/dataPlace.svelte.ts';
import { Exporting } from '../views/data/exporting.svelte.ts';
import { RunsTable } from '../views/runs/runsTable.svelte.ts';
import { DesignBench } from '../views/workbench/designs/designBench.svelte.ts';
import { InsideState } from '../views/workbench/inside/inside.svelte.ts';
import { Workbench } from '../views/workbench/workbench.svelte.ts';
import { DatasetsState } from './datasets.svelte.ts';
import { DesignsState } from './designs.svelte.ts';
import { DownloadsState } from './downloads.svelte.ts';
import { Drawing } from './drawing.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Place } from './place.svelte.ts';
import { Predictions } from './predictions.svelte.ts';
import { QueueState } from './queue.svelte.ts';
import { RunsState } from './runs.svelte.ts';
import { Session } from './session.svelte.ts';
import { ShortcutSheet } from './shortcutSheet.svelte.ts';
import { TasksState } from './tasks.svelte.ts';
import { Theme } from './theme.svelte.ts';

/**
 * All the page's state. It is made once, before and outside every component: what is derived within a view's life dies
 * with the view, and would then stand still.
 */
export class Application {
  readonly notices: Notices;
  readonly place: Place;
  readonly theme: Theme;
  readonly shortcutSheet: ShortcutSheet;
  readonly session: Session;
  readonly runs: RunsState;
  readonly queue: QueueState;
  readonly datasets: DatasetsState;
  readonly designs: DesignsState;
  readonly tasks: TasksState;
  readonly downloads: DownloadsState;
  readonly drawing: Drawing;
  readonly predictions: Predictions;
  readonly workbench: Workbench;
  readonly inside: InsideState;
  readonly designBench: DesignBench;
  readonly runsTable: RunsTable;
  readonly compare: Compare;
  readonly data: DataPlace;

  constructor(access: EngineAccess, page: Window) {
    this.notices = new Notices();
    this.place = new Place(page);
    this.theme = new Theme(page);
    this.shortcutSheet = new ShortcutSheet(page.localStorage);
    this.session = new Session(access, this.notices);
    this.runs = new RunsState(this.session, this.notices, this.place);
    this.queue = new QueueState(this.session, this.runs, this.notices);
    this.datasets = new DatasetsState(this.session, this.notices);
    this.designs = new DesignsState(this.session, this.notices);
    this.tasks = new TasksState(this.session);
    this.downloads = new DownloadsState(this.session, this.notices);
    this.drawing = new Drawing();
    this.predictions = new Predictions(this.session, this.runs, page.localStorage);
    this.workbench = new Workbench(this, page.localStorage);
    this.inside = new InsideState(this, page.localStorage);
    this.designBench = new DesignBench(this);
    this.runsTable = new RunsTable(this.runs, page.localStorage);
    this.compare = new Compare(this.runs, page.localStorage);
    this.data = new DataPlace(this.datasets, new Exporting(this.session, this.notices), page.localStorage);
  }
}

/** `useApplication()` in a component's script gives the application that `App.svelte` was given. */
export const [useApplication, provideApplication] = createContext<Application>();
