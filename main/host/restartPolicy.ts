const mostRestarts = 5;
const windowMilliseconds = 60_000;
const firstDelayMilliseconds = 200;

export type RestartDecision =
  /** Start it again after `delay` milliseconds. */
  | { restart: true; delay: number }
  /** It has died too often: starting it again would not help. */
  | { restart: false };

/**
 * Decides whether an engine that died is started again: at most 5 times in any minute, each time after twice the wait
 * (0.2 s, 0.4 s, … 3.2 s). Times are milliseconds of any clock that does not go backwards.
 */
export class RestartPolicy {
  #restarts: number[] = [];

  shouldRestart(now: number): RestartDecision {
    this.#restarts = this.#restarts.filter((time) => now - time < windowMilliseconds);
    if (this.#restarts.length >= mostRestarts) return { restart: false };
    const delay = firstDelayMilliseconds * 2 ** this.#restarts.length;
    this.#restarts.push(now);
    return { restart: true, delay };
  }
}
