import type { Ink } from '../ink.ts';

/** The longest straight piece of a curve, in the units of its points, whose frame is about 100 high. */
const pieceLength = 6;

/**
 * Lays one stroke's smooth curve through the points `from` … `to`−1, `points` being x and y one after another. The
 * curve is a cubic Hermite spline with chord-length tangents; at a corner each side has its own.
 */
export function addCurve(ink: Ink, points: Float64Array, corners: Uint8Array, from: number, to: number): void {
  ink.add(points[2 * from], points[2 * from + 1], 1, true);
  for (let i = from; i < to - 1; i++) {
    const freeStart = i === from || corners[i] === 1;
    const freeEnd = i + 2 === to || corners[i + 1] === 1;
    addSpan(ink, points, i, freeStart, freeEnd);
  }
}

/** The curve from point `i` to the next. At a free end its direction is what bends it least. */
function addSpan(ink: Ink, points: Float64Array, i: number, freeStart: boolean, freeEnd: boolean): void {
  const x0 = points[2 * i];
  const y0 = points[2 * i + 1];
  const x1 = points[2 * i + 2];
  const y1 = points[2 * i + 3];
  const length = distance(points, i, i + 1);
  let startX = freeStart ? x1 - x0 : length * tangent(points, i, 0);
  let startY = freeStart ? y1 - y0 : length * tangent(points, i, 1);
  let endX = freeEnd ? x1 - x0 : length * tangent(points, i + 1, 0);
  let endY = freeEnd ? y1 - y0 : length * tangent(points, i + 1, 1);
  if (freeStart && !freeEnd) {
    startX = leastBent(x1 - x0, endX);
    startY = leastBent(y1 - y0, endY);
  } else if (freeEnd && !freeStart) {
    endX = leastBent(x1 - x0, startX);
    endY = leastBent(y1 - y0, startY);
  }
  const pieces = Math.ceil(length / pieceLength);
  for (let piece = 1; piece <= pieces; piece++) {
    const t = piece / pieces;
    ink.add(hermite(t, x0, startX, x1, endX), hermite(t, y0, startY, y1, endY), 1, false);
  }
}

/** The derivative at one end of a cubic, given its rise and the derivative at the other, that leaves no curvature there. */
function leastBent(rise: number, other: number): number {
  return 1.5 * rise - 0.5 * other;
}

/** The curve's direction at an inner point, per unit of length: the chords' directions, the nearer one weighing more. */
function tangent(points: Float64Array, i: number, axis: 0 | 1): number {
  const before = distance(points, i - 1, i);
  const after = distance(points, i, i + 1);
  const slopeBefore = (points[2 * i + axis] - points[2 * i - 2 + axis]) / before;
  const slopeAfter = (points[2 * i + 2 + axis] - points[2 * i + axis]) / after;
  return (after * slopeBefore + before * slopeAfter) / (before + after);
}

/** Never zero, so that points that coincide have a direction between them too. */
function distance(points: Float64Array, i: number, j: number): number {
  const dx = points[2 * j] - points[2 * i];
  const dy = points[2 * j + 1] - points[2 * i + 1];
  return Math.max(1e-6, Math.sqrt(dx * dx + dy * dy));
}

/** The cubic from `a` to `b` with derivatives `da` and `db` there, at t from 0 to 1. */
function hermite(t: number, a: number, da: number, b: number, db: number): number {
  const c2 = 3 * (b - a) - 2 * da - db;
  const c3 = 2 * (a - b) + da + db;
  return a + t * (da + t * (c2 + t * c3));
}
