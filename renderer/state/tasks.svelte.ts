import { SvelteMap } from 'svelte/reactivity';
import type { TaskProgress } from '#core/contract/events.ts';
import type { Session } from './session.svelte.ts';

interface Task extends TaskProgress {
  /** A guess from how fast it was so far; null while too little is done to tell. */
  secondsLeft: number | null;
}

/** The long tasks going on, other than runs. One leaves the list when it is done or has failed. */
export class TasksState {
  readonly #byId = new SvelteMap<string, Task>();
  /** When a task was first told of, and how much was done then: it may go on with what there was before. */
  readonly #beginnings = new Map<string, { time: number; done: number }>();
  readonly #now: () => number;

  readonly all: readonly Task[] = $derived([...this.#byId.values()]);

  /** `now` gives milliseconds. */
  constructor(session: Session, now: () => number = () => performance.now()) {
    this.#now = now;
    session.on('task', (progress) => this.#receive(progress));
    session.onReady(() => this.#clear());
  }

  get(task: string): Task | undefined {
    return this.#byId.get(task);
  }

  #receive(progress: TaskProgress): void {
    if (progress.state !== 'going') {
      this.#byId.delete(progress.task);
      this.#beginnings.delete(progress.task);
      return;
    }
    const now = this.#now();
    const beginning = this.#beginnings.get(progress.task) ?? { time: now, done: progress.done };
    this.#beginnings.set(progress.task, beginning);
    const seconds = (now - beginning.time) / 1000;
    const gained = progress.done - beginning.done;
    const secondsLeft = gained > 0.02 && seconds > 0 ? (seconds * (1 - progress.done)) / gained : null;
    this.#byId.set(progress.task, { ...progress, secondsLeft });
  }

  /** A new engine knows nothing of the old one's tasks. */
  #clear(): void {
    this.#byId.clear();
    this.#beginnings.clear();
  }
}
