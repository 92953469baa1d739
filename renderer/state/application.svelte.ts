import { createContext } from 'svelte';
import type { EngineAccess } from '../client/connect.ts';
import { DatasetsState } from './datasets.svelte.ts';
import { Drawing } from './drawing.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Place } from './place.svelte.ts';
import { Predictions } from './predictions.svelte.ts';
import { RunsState } from './runs.svelte.ts';
import { Session } from './session.svelte.ts';
import { TasksState } from './tasks.svelte.ts';
import { Theme } from './theme.svelte.ts';

/** All the page's state. It is made once and outlives every view. */
export class Application {
  readonly notices: Notices;
  readonly place: Place;
  readonly theme: Theme;
  readonly session: Session;
  readonly runs: RunsState;
  readonly datasets: DatasetsState;
  readonly tasks: TasksState;
  readonly drawing: Drawing;
  readonly predictions: Predictions;

  constructor(access: EngineAccess, page: Window) {
    this.notices = new Notices();
    this.place = new Place(page);
    this.theme = new Theme(page);
    this.session = new Session(access, this.notices);
    this.runs = new RunsState(this.session, this.notices, this.place);
    this.datasets = new DatasetsState(this.session);
    this.tasks = new TasksState(this.session);
    this.drawing = new Drawing();
    this.predictions = new Predictions(this.session, this.runs, page.localStorage);
  }
}

/** `useApplication()` in a component's script gives the application that `App.svelte` was given. */
export const [useApplication, provideApplication] = createContext<Application>();
