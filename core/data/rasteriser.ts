import { boxSide, centreByMass } from './centre.ts';
import type { Ink } from './ink.ts';

/** How ink is brought into the box: `box = scale·pen + (left, top)`. */
interface Fit {
  scale: number;
  left: number;
  top: number;
}

/** Half the width over which an edge fades, in pixels: the grey rim that MNIST's pictures have from being scaled down. */
const halfEdge = 0.5;
/** Farther outside a line than any edge fades. */
const untouched = -1e9;

/**
 * Draws ink the way MNIST was prepared: fitted to a 20×20 box with its proportions kept, anti-aliased, then centred by
 * mass in 28×28. It keeps its buffers, so that drawing allocates nothing.
 */
export class Rasteriser {
  /** For each pixel, how far its centre lies inside the nearest line's edge; negative outside. */
  readonly #inside = new Float32Array(boxSide * boxSide);
  readonly #box = new Uint8Array(boxSide * boxSide);
  readonly #fit: Fit = { scale: 1, left: 0, top: 0 };

  /**
   * Writes 28×28 bytes, 255 = ink, to `out` from `offset` on. `penWidth` is the thickness, in pixels of the finished
   * picture, of a point whose width is 1.
   */
  draw(ink: Ink, penWidth: number, out: Uint8Array, offset: number): void {
    const fit = this.#fit;
    fitInk(ink, penWidth / 2, fit);
    this.#inside.fill(untouched);
    for (let i = 0; i < ink.count; i++) {
      const from = ink.begins[i] === 1 ? i : i - 1;
      this.#line(
        ink.x[from] * fit.scale + fit.left,
        ink.y[from] * fit.scale + fit.top,
        (ink.width[from] * penWidth) / 2,
        ink.x[i] * fit.scale + fit.left,
        ink.y[i] * fit.scale + fit.top,
        (ink.width[i] * penWidth) / 2,
      );
    }
    this.#shade();
    centreByMass(this.#box, out, offset);
  }

  /** A line with round ends, whose radius goes evenly from one end's to the other's. */
  #line(x0: number, y0: number, r0: number, x1: number, y1: number, r1: number): void {
    const reach = Math.max(r0, r1) + halfEdge;
    const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
    const right = Math.min(boxSide, Math.ceil(Math.max(x0, x1) + reach));
    const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
    const bottom = Math.min(boxSide, Math.ceil(Math.max(y0, y1) + reach));
    const dx = x1 - x0;
    const dy = y1 - y0;
    const dr = r1 - r0;
    const lengthSquared = dx * dx + dy * dy;
    const perLength = lengthSquared > 0 ? 1 / lengthSquared : 0;
    const inside = this.#inside;
    for (let y = top; y < bottom; y++) {
      const py = y + 0.5 - y0;
      for (let x = left; x < right; x++) {
        const px = x + 0.5 - x0;
        let along = (px * dx + py * dy) * perLength;
        if (along < 0) along = 0;
        else if (along > 1) along = 1;
        const ex = px - along * dx;
        const ey = py - along * dy;
        const depth = r0 + along * dr - Math.sqrt(ex * ex + ey * ey);
        const at = y * boxSide + x;
        if (depth > inside[at]) inside[at] = depth;
      }
    }
  }

  /** Turns depths into bytes: an edge fades evenly from black to white across one pixel. */
  #shade(): void {
    const inside = this.#inside;
    const box = this.#box;
    for (let i = 0; i < box.length; i++) {
      const covered = 0.5 + inside[i] * (0.5 / halfEdge);
      box[i] = covered <= 0 ? 0 : covered >= 1 ? 255 : covered * 255 + 0.5;
    }
  }
}

/**
 * Finds the scale at which the ink, its thickness included, just fills the box's longer side, and centres it there.
 * `radius` is that of a point of width 1, in pixels of the box: it does not grow with the scale.
 */
function fitInk(ink: Ink, radius: number, fit: Fit): void {
  const scale = Math.min(fillingScale(ink, ink.x, radius), fillingScale(ink, ink.y, radius));
  fit.scale = Number.isFinite(scale) ? Math.max(0, scale) : 0;
  fit.left = centredStart(ink, ink.x, radius, fit.scale);
  fit.top = centredStart(ink, ink.y, radius, fit.scale);
}

/**
 * The scale s at which the ink's extent along one axis, max(s·x + r) − min(s·x − r), is the box's side. The extent is
 * convex and piecewise linear in s, so Newton's method comes down to it from above in a few steps.
 * Infinite when all points have one place on this axis.
 */
function fillingScale(ink: Ink, at: Float64Array, radius: number): number {
  let scale = Infinity;
  let last = farthest(ink, at, 1, 0);
  let first = farthest(ink, at, -1, 0);
  while (at[last] > at[first]) {
    const next = (boxSide - radius * (ink.width[last] + ink.width[first])) / (at[last] - at[first]);
    if (next <= 0 || next >= scale * (1 - 1e-12)) return Math.min(next, scale);
    scale = next;
    last = farthest(ink, at, scale, radius);
    first = farthest(ink, at, -scale, radius);
  }
  return scale;
}

/** Where the box's coordinates must begin so that the ink lies in its middle along one axis. */
function centredStart(ink: Ink, at: Float64Array, radius: number, scale: number): number {
  const last = farthest(ink, at, scale, radius);
  const first = farthest(ink, at, -scale, radius);
  const high = scale * at[last] + radius * ink.width[last];
  const low = scale * at[first] - radius * ink.width[first];
  return boxSide / 2 - (high + low) / 2;
}

/** The point whose edge lies farthest along one axis; a negative scale looks the other way. */
function farthest(ink: Ink, at: Float64Array, scale: number, radius: number): number {
  let best = 0;
  let bestValue = -Infinity;
  for (let i = 0; i < ink.count; i++) {
    const value = scale * at[i] + radius * ink.width[i];
    if (value > bestValue) {
      bestValue = value;
      best = i;
    }
  }
  return best;
}
