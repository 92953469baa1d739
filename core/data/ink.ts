/** Where a pen was: in any unit, y downwards. */
export interface PenPoint {
  x: number;
  y: number;
  /** Thickness here as a multiple of the pen's usual one; 1 when left out. */
  width?: number;
}

/** The pen's way from touching down to lifting. A single point is a dot. */
export type Stroke = readonly PenPoint[];

/** Strokes laid flat, one point after another, in a buffer that serves any number of drawings. */
export class Ink {
  x = new Float64Array(256);
  y = new Float64Array(256);
  width = new Float64Array(256);
  /** 1 where a stroke begins: no line leads to that point. */
  begins = new Uint8Array(256);
  count = 0;

  clear(): void {
    this.count = 0;
  }

  add(x: number, y: number, width: number, begins: boolean): void {
    if (this.count === this.x.length) this.#grow();
    this.x[this.count] = x;
    this.y[this.count] = y;
    this.width[this.count] = width;
    this.begins[this.count] = begins ? 1 : 0;
    this.count++;
  }

  addStroke(stroke: Stroke): void {
    stroke.forEach((point, index) => this.add(point.x, point.y, point.width ?? 1, index === 0));
  }

  #grow(): void {
    const length = this.x.length * 2;
    this.x = grown(this.x, new Float64Array(length));
    this.y = grown(this.y, new Float64Array(length));
    this.width = grown(this.width, new Float64Array(length));
    this.begins = grown(this.begins, new Uint8Array(length));
  }
}

function grown<Numbers extends Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
