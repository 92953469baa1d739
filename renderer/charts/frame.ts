/** After a drawing, what can wait does so for this many times as long as it took: it then takes a twentieth of the time. */
const restFactor = 19;

/** Calls `draw` in the next animation frame, once, however often it is asked before that. */
export class FrameRequest {
  readonly #draw: () => void;
  #pending: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #restsUntil = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  ask(): void {
    this.#stopWaiting();
    this.#pending ??= requestAnimationFrame(() => {
      this.#pending = null;
      const began = performance.now();
      this.#draw();
      const ended = performance.now();
      this.#restsUntil = ended + restFactor * (ended - began);
    });
  }

  /** The same for what goes on by itself, such as a growing curve: it leaves the rest of the program its time. */
  askInTime(): void {
    if (this.#pending !== null || this.#timer !== null) return;
    const wait = this.#restsUntil - performance.now();
    if (wait <= 0) this.ask();
    else this.#timer = setTimeout(() => this.ask(), wait);
  }

  cancel(): void {
    this.#stopWaiting();
    if (this.#pending !== null) cancelAnimationFrame(this.#pending);
    this.#pending = null;
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
