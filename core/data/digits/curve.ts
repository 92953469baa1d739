import type { Ink } from '../ink.ts';

/** The longest straight piece of a curve, in the units of its points, whose frame is about 100 high. */
const pieceLength = 6;

/**
 * Lays a smooth curve through `count` points of one stroke, `points` being x and y one after another from point `from`
 * on. The curve is a cubic Hermite spline with chord-length tangents; at a corner each side has its own.
 */
export function addCurve(ink: Ink, points: Float64Array, corners: Uint8Array, from: number, count: number): void {
  const last = from + count - 1;
  ink.add(points[2 * from], points[2 * from + 1], 1, true);
  for (let i = from; i < last; i++) {
    const x0 = points[2 * i];
    const y0 = points[2 * i + 1];
    const x1 = points[2 * i + 2];
    const y1 = points[2 * i + 3];
    const length = distance(points, i, i + 1);
    const startsFree = i === from || corners[i] === 1;
    const endsFree = i + 1 === last || corners[i + 1] === 1;
    let startX = startsFree ? x1 - x0 : length * tangent(points, i, 0);
    let startY = startsFree ? y1 - y0 : length * tangent(points, i, 1);
    const endX = endsFree ? 1.5 * (x1 - x0) - 0.5 * startX : length * tangent(points, i + 1, 0);
    const endY = endsFree ? 1.5 * (y1 - y0) - 0.5 * startY : length * tangent(points, i + 1, 1);
    if (startsFree) {
      startX = 1.5 * (x1 - x0) - 0.5 * endX;
      startY = 1.5 * (y1 - y0) - 0.5 * endY;
    }
    const pieces = Math.max(1, Math.ceil(length / pieceLength));
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      ink.add(hermite(t, x0, startX, x1, endX), hermite(t, y0, startY, y1, endY), 1, false);
    }
  }
}

/** The curve's direction at an inner point, per unit of length: the chords' directions, the nearer one weighing more. */
function tangent(points: Float64Array, i: number, axis: 0 | 1): number {
  const before = distance(points, i - 1, i);
  const after = distance(points, i, i + 1);
  const slopeBefore = (points[2 * i + axis] - points[2 * i - 2 + axis]) / before;
  const slopeAfter = (points[2 * i + 2 + axis] - points[2 * i + axis]) / after;
  return (after * slopeBefore + before * slopeAfter) / (before + after);
}

function distance(points: Float64Array, i: number, j: number): number {
  const dx = points[2 * j] - points[2 * i];
  const dy = points[2 * j + 1] - points[2 * i + 1];
  return Math.max(1e-6, Math.sqrt(dx * dx + dy * dy));
}

/** The cubic from `a` to `b` with derivatives `da` and `db` there. */
function hermite(t: number, a: number, da: number, b: number, db: number): number {
  const c2 = 3 * (b - a) - 2 * da - db;
  const c3 = 2 * (a - b) + da + db;
  return a + t * (da + t * (c2 + t * c3));
}
