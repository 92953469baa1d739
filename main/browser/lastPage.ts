/** A page that is only loaded anew is back by then. */
const patienceMilliseconds = 3_000;

interface Surroundings {
  pages(): number;
  isTraining(): boolean;
  /** The last page has been closed while a run is trained. */
  left(): void;
}

/** Notices when nobody looks at a run any more. The run goes on: closing a page ends nothing. */
export class LastPage {
  readonly #around: Surroundings;
  #timer: NodeJS.Timeout | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** A page has been closed. */
  closed(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      if (this.#around.pages() === 0 && this.#around.isTraining()) this.#around.left();
    }, patienceMilliseconds).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
