/** Calls `draw` in the next animation frame, once, however often it is asked before that. */
export class FrameRequest {
  readonly #draw: () => void;
  #pending: number | null = null;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  ask(): void {
    this.#pending ??= requestAnimationFrame(() => {
      this.#pending = null;
      this.#draw();
    });
  }

  cancel(): void {
    if (this.#pending !== null) cancelAnimationFrame(this.#pending);
    this.#pending = null;
  }
}
