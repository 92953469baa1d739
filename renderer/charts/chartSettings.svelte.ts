import { horizontalAxes, type HorizontalAxis, type Range } from './curve.ts';

interface Kept {
  axis: HorizontalAxis;
  smoothing: number;
  logarithmic: boolean;
}

type ChartStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Beyond this a curve would hardly move. */
export const strongestSmoothing = 0.99;

/** What charts that stand together share: their axes, smoothing, zoom, and where the pointer is. */
export class ChartSettings {
  readonly #storageKey: string;
  readonly #storage: ChartStorage;
  #axis: HorizontalAxis = $state('epoch');
  #smoothing = $state(0);
  #logarithmic = $state(false);
  /** What was shown last; see `show`. */
  #subject: string | null = null;
  /** What the charts are zoomed to; null shows everything. */
  range: Range | null = $state.raw(null);
  /** The horizontal value that is pointed at, in one chart or another. */
  pointedAt: number | null = $state(null);

  /** Axes and smoothing are kept between sessions under the storage key. */
  constructor(storageKey: string, usual: Kept, storage: ChartStorage = localStorage) {
    this.#storageKey = storageKey;
    this.#storage = storage;
    const kept = readKept(storage.getItem(storageKey), usual);
    this.#axis = kept.axis;
    this.#smoothing = kept.smoothing;
    this.#logarithmic = kept.logarithmic;
  }

  /** Says what the charts are of, such as the id of a run: a zoom is of one, and would be out of place on another. */
  show(subject: string): void {
    if (subject === this.#subject) return;
    if (this.#subject !== null) this.#showAll();
    this.#subject = subject;
  }

  get axis(): HorizontalAxis {
    return this.#axis;
  }

  set axis(axis: HorizontalAxis) {
    if (axis === this.#axis) return;
    this.#axis = axis;
    this.#showAll();
    this.#keep();
  }

  get smoothing(): number {
    return this.#smoothing;
  }

  set smoothing(weight: number) {
    this.#smoothing = Math.min(strongestSmoothing, Math.max(0, weight));
    this.#keep();
  }

  /** Whether losses are drawn on a logarithmic axis. */
  get logarithmic(): boolean {
    return this.#logarithmic;
  }

  set logarithmic(logarithmic: boolean) {
    this.#logarithmic = logarithmic;
    this.#keep();
  }

  #showAll(): void {
    this.range = null;
    this.pointedAt = null;
  }

  #keep(): void {
    const kept: Kept = { axis: this.#axis, smoothing: this.#smoothing, logarithmic: this.#logarithmic };
    this.#storage.setItem(this.#storageKey, JSON.stringify(kept));
  }
}

function readKept(text: string | null, usual: Kept): Kept {
  const stored = parse(text);
  const { axis, smoothing, logarithmic } = stored;
  return {
    axis: horizontalAxes.find((one) => one === axis) ?? usual.axis,
    smoothing:
      typeof smoothing === 'number' && smoothing >= 0 && smoothing <= strongestSmoothing ? smoothing : usual.smoothing,
    logarithmic: typeof logarithmic === 'boolean' ? logarithmic : usual.logarithmic,
  };
}

function parse(text: string | null): Partial<Record<keyof Kept, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
