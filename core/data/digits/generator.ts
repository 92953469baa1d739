import { pictureSide } from '../centre.ts';
import type { Ink, PenPoint, Stroke } from '../ink.ts';
import { Rasteriser } from '../rasteriser.ts';
import { Writer } from './writer.ts';

/** Goes up whenever the same seed begins to give other pictures: what another version made is another dataset. */
export const digitsVersion = 2;

/** Bytes of one picture. */
export const digitPixels = pictureSide * pictureSide;

/** How much of the pad a digit takes up along its longer side; it lies in the pad's middle. */
const shareOfPad = 0.7;

/** A digit as its pen went. */
export interface DrawnDigit {
  label: number;
  /** Which of the ways of writing this digit was taken, as `ways[label]` counts them. */
  way: number;
  /** As the drawing pad takes them: points in sides of the pad, from 0 to 1. */
  strokes: Stroke[];
  /** The pen's usual thickness in pixels of the finished picture: what `renderDrawing` is to be given. */
  penWidth: number;
}

/**
 * Digit `index` of all those that a seed names, as it may be drawn on the pad. It depends on no other.
 *
 * `renderDrawing(strokes, penWidth)` is the very picture that `fillDigits` draws, but for the rounding of a grey by 1 of
 * 255. The pad has a pen of its own width, so what it sees is the same digit a little bolder or finer.
 */
export function generateDigit(seed: number, index: number): DrawnDigit {
  const writer = new Writer();
  const { label, way, penWidth } = writer.write(seed, index);
  return { label, way, strokes: strokesOnPad(writer.ink), penWidth };
}

/**
 * Draws the digits `from` … `to`−1 of a seed into their places in a table: `inputs` is `[count × 784]`, a byte a pixel,
 * 255 = ink, and `labels` is `[count]`. The classes take turns, so any stretch of them is balanced.
 */
export function fillDigits(seed: number, from: number, to: number, inputs: Uint8Array, labels: Uint8Array): void {
  const writer = new Writer();
  const rasteriser = new Rasteriser();
  for (let index = from; index < to; index++) {
    const { label, penWidth } = writer.write(seed, index);
    labels[index] = label;
    rasteriser.draw(writer.ink, penWidth, inputs, index * digitPixels);
  }
}

function strokesOnPad(ink: Ink): Stroke[] {
  const x = extentOf(ink.x, ink.count);
  const y = extentOf(ink.y, ink.count);
  const scale = shareOfPad / Math.max(x.length, y.length);
  const strokes: PenPoint[][] = [];
  for (let i = 0; i < ink.count; i++) {
    if (ink.begins[i] === 1) strokes.push([]);
    strokes[strokes.length - 1].push({
      x: 0.5 + scale * (ink.x[i] - x.middle),
      y: 0.5 + scale * (ink.y[i] - y.middle),
      width: ink.width[i],
    });
  }
  return strokes;
}

function extentOf(values: Float64Array, count: number): { middle: number; length: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < count; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return { middle: (low + high) / 2, length: high - low };
}
