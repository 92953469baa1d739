import { renderDrawing, type PenPoint, type Stroke } from '#core/data/drawing.ts';

/** Points nearer than this to the one before add nothing, in sides of the pad. */
const nearest = 0.002;

/** What is on the pad. Points are in sides of the pad, from 0 to 1, so that it looks the same at any size. */
export class Drawing {
  #finished: readonly Stroke[] = $state.raw([]);
  #current: PenPoint[] | null = null;
  /** Rises with each point of the stroke being drawn, which is added to in place. */
  #version = $state(0);
  #past: (readonly Stroke[])[] = $state.raw([]);
  #future: (readonly Stroke[])[] = $state.raw([]);

  readonly strokes: readonly Stroke[] = $derived.by(() => {
    void this.#version;
    return this.#current ? [...this.#finished, [...this.#current]] : this.#finished;
  });
  readonly isBlank = $derived(this.strokes.length === 0);
  /** The 28×28 picture the networks see; null when nothing is drawn. */
  readonly seen: Uint8Array | null = $derived(renderDrawing(this.strokes));
  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  get isDrawing(): boolean {
    void this.#version;
    return this.#current !== null;
  }

  /** Puts the pen down. */
  begin(point: PenPoint): void {
    this.end();
    this.#current = [point];
    this.#version++;
  }

  /** Moves the pen while it is down. */
  extend(points: readonly PenPoint[]): void {
    const stroke = this.#current;
    if (!stroke) return;
    for (const point of points) {
      const last = stroke[stroke.length - 1];
      if (Math.hypot(point.x - last.x, point.y - last.y) >= nearest) stroke.push(point);
    }
    this.#version++;
  }

  /** Lifts the pen. */
  end(): void {
    if (!this.#current) return;
    const stroke = this.#current;
    this.#current = null;
    this.#version++;
    this.#change([...this.#finished, stroke]);
  }

  /** Takes everything away; it can be undone. */
  clear(): void {
    this.end();
    if (this.#finished.length > 0) this.#change([]);
  }

  undo(): void {
    this.end();
    const before = this.#past.at(-1);
    if (!before) return;
    this.#future = [...this.#future, this.#finished];
    this.#past = this.#past.slice(0, -1);
    this.#finished = before;
  }

  redo(): void {
    this.end();
    const after = this.#future.at(-1);
    if (!after) return;
    this.#past = [...this.#past, this.#finished];
    this.#future = this.#future.slice(0, -1);
    this.#finished = after;
  }

  #change(strokes: readonly Stroke[]): void {
    this.#past = [...this.#past, this.#finished];
    this.#future = [];
    this.#finished = strokes;
  }
}
