import { pictureSide } from './centre.ts';
import { Ink, type Stroke } from './ink.ts';
import { Rasteriser } from './rasteriser.ts';

export type { PenPoint, Stroke } from './ink.ts';

/**
 * The usual thickness of a drawing's lines, in pixels of the finished picture: about that of MNIST's digits.
 *
 * MNIST's digits were all scaled to one size and their pen's width with them, but people chose pen and size to suit
 * each other, so that what came out is close to one thickness. A pad's pen has a fixed width whatever size is drawn;
 * scaled along, a small digit would come out as a blob and a large one as a thread. So the thickness is set after the
 * fit, and a point's own `width` only varies it.
 */
export const usualPenWidth = 2.6;

/**
 * The 28×28 picture of a drawing, a byte a pixel, row by row, 255 = ink, as a network trained on MNIST or on the
 * built-in digits sees it: the same for the same drawing at any place, in any size and on a pad of any resolution.
 * Null when nothing is drawn.
 */
export function renderDrawing(strokes: readonly Stroke[], penWidth = usualPenWidth): Uint8Array | null {
  const ink = new Ink();
  for (const stroke of strokes) ink.addStroke(stroke);
  if (ink.count === 0) return null;
  const picture = new Uint8Array(pictureSide * pictureSide);
  new Rasteriser().draw(ink, penWidth, picture, 0);
  return picture;
}
