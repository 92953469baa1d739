import { SvelteMap } from 'svelte/reactivity';
import type { TaskProgress } from '#core/contract/events.ts';
import type { Session } from './session.svelte.ts';

interface Task extends TaskProgress {
  /** A guess from the time taken so far; null while too little is done to tell. */
  secondsLeft: number | null;
}

/** The long tasks going on, other than runs. One leaves the list when it is done or has failed. */
export class TasksState {
  readonly #byId = new SvelteMap<string, Task>();
  readonly #since = new Map<string, number>();
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
      this.#since.delete(progress.task);
      return;
    }
    const since = this.#since.get(progress.task) ?? this.#now();
    this.#since.set(progress.task, since);
    const seconds = (this.#now() - since) / 1000;
    const secondsLeft = progress.done > 0.02 && seconds > 0 ? (seconds * (1 - progress.done)) / progress.done : null;
    this.#byId.set(progress.task, { ...progress, secondsLeft });
  }

  /** A new engine knows nothing of the old one's tasks. */
  #clear(): void {
    this.#byId.clear();
    this.#since.clear();
  }
}
