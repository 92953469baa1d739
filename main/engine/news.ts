import type { MetricPoint } from '#core/contract/events.ts';
import type { RunProgress } from '#core/contract/run.ts';
import type { Store } from '../store/store.ts';
import type { Tell } from './dispatch.ts';
import type { EpochNews } from './threads/protocol.ts';

/** 20 times a second at most. */
const pauseMilliseconds = 50;

interface News {
  points: MetricPoint[];
  epochs: EpochNews[];
  progress: RunProgress | undefined;
  changed: boolean;
}

/** Gathers what happens to runs and tells it at a steady rate, however fast training goes. Told is only what is stored. */
export class RunNews {
  readonly #store: Store;
  readonly #tell: Tell;
  readonly #pending = new Map<string, News>();
  #waiting: readonly string[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, tell: Tell) {
    this.#store = store;
    this.#tell = tell;
  }

  advanced(run: string, points: MetricPoint[], epochs: EpochNews[], progress: RunProgress): void {
    const news = this.#newsOf(run);
    news.points.push(...points);
    news.epochs.push(...epochs);
    news.progress = progress;
    if (epochs.length > 0) news.changed = true;
  }

  changed(run: string): void {
    this.#newsOf(run).changed = true;
  }

  /** Other runs wait now, or in another order. */
  queueChanged(waiting: readonly string[]): void {
    this.#waiting = [...waiting];
    this.#tellSoon();
  }

  /** Tells at once all that waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const [run, news] of pending) this.#tellOf(run, news);
    if (this.#waiting) this.#tell('queue.changed', { waiting: [...this.#waiting] });
    this.#waiting = undefined;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.flush(), pauseMilliseconds);
  }

  #newsOf(run: string): News {
    this.#tellSoon();
    let news = this.#pending.get(run);
    if (!news) {
      news = { points: [], epochs: [], progress: undefined, changed: false };
      this.#pending.set(run, news);
    }
    return news;
  }

  #tellOf(run: string, { points, epochs, progress, changed }: News): void {
    if (points.length > 0) this.#tell('run.metrics', { run, points });
    for (const { result, examplesPerSecond } of epochs) this.#tell('run.epoch', { run, ...result, examplesPerSecond });
    if (progress) this.#tell('run.progress', progress);
    const stored = changed ? this.#store.runs.get(run) : undefined;
    if (stored) this.#tell('run.changed', stored.summary);
  }
}
