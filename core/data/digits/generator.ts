import { pictureSide } from '../centre.ts';
import type { Ink, PenPoint, Stroke } from '../ink.ts';
import { Rasteriser } from '../rasteriser.ts';
import { Writer } from './writer.ts';

/** Goes up whenever the same seed begins to give other pictures: what another version made is another dataset. */
export const digitsVersion = 1;

/** Bytes of one picture. */
export const digitPixels = pictureSide * pictureSide;

/** A digit as its pen went. */
export interface DrawnDigit {
  label: number;
  strokes: Stroke[];
  /** The pen's usual thickness in pixels of the finished picture: what `renderDrawing` is to be given. */
  penWidth: number;
}

/** Digit `index` of all those that a seed names. It depends on no other. */
export function generateDigit(seed: number, index: number): DrawnDigit {
  const writer = new Writer();
  const { label, penWidth } = writer.write(seed, index);
  return { label, strokes: strokesOf(writer.ink), penWidth };
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

function strokesOf(ink: Ink): Stroke[] {
  const strokes: PenPoint[][] = [];
  for (let i = 0; i < ink.count; i++) {
    if (ink.begins[i] === 1) strokes.push([]);
    strokes[strokes.length - 1].push({ x: ink.x[i], y: ink.y[i], width: ink.width[i] });
  }
  return strokes;
}
