import type { TaskProgress } from '#core/contract/events.ts';
import type { Tell } from '../dispatch.ts';

const leastStep = 0.002;

/** Tells of a long task, not more often than a page can show. */
export class TaskReport {
  readonly #task: string;
  readonly #label: string;
  readonly #tell: Tell;
  #told = -1;

  /** `done` is what is done already, from 0 to 1. */
  constructor(task: string, label: string, done: number, tell: Tell) {
    this.#task = task;
    this.#label = label;
    this.#tell = tell;
    this.progress(done);
  }

  /** `done` from 0 to 1. It may fall, where a mirror begins anew. */
  progress(done: number): void {
    if (Math.abs(done - this.#told) < leastStep) return;
    this.#send(done, 'going');
  }

  end(state: 'done' | 'failed'): void {
    this.#send(state === 'done' ? 1 : 0, state);
  }

  #send(done: number, state: TaskProgress['state']): void {
    this.#told = done;
    this.#tell('task', { task: this.#task, label: this.#label, done, state });
  }
}
