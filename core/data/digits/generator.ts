import { Random } from '../../tensor/random.ts';
import { pictureSide } from '../centre.ts';
import { Ink, type PenPoint, type Stroke } from '../ink.ts';
import { Rasteriser } from '../rasteriser.ts';
import { addCurve } from './curve.ts';
import { bell, varyInk, varyPressure } from './variation.ts';
import { mostPoints, ways, type Way } from './way.ts';

/** Goes up whenever the same seed begins to give other pictures: datasets made by another version are other datasets. */
export const digitsVersion = 1;

/** Bytes of one picture. */
export const digitPixels = pictureSide * pictureSide;

/** How far a point strays from its form on average, in units of its frame's height of about 100. */
const usualStray = 2.5;

/** A digit as its pen went. */
export interface DrawnDigit {
  label: number;
  strokes: Stroke[];
  /** The pen's usual thickness in the finished picture, in pixels: what `renderDrawing` is to be given. */
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

/** Writes digits one after another with the same ink and the same scratch paper. */
class Writer {
  readonly ink = new Ink();
  readonly #points = new Float64Array(2 * mostPoints);

  write(seed: number, index: number): { label: number; penWidth: number } {
    const random = new Random(seed, 'digit', index);
    const label = index % 10;
    const way = chooseWay(ways[label], random);
    mixForms(way, random, this.#points);
    this.ink.clear();
    for (let from = 0; from < way.count;) {
      const to = strokeEnd(way, from);
      addCurve(this.ink, this.#points, way.corners, from, to - from);
      from = to;
    }
    varyInk(this.ink, label, random);
    return { label, penWidth: varyPressure(this.ink, random) };
  }
}

function chooseWay(choices: readonly Way[], random: Random): Way {
  const total = choices.reduce((sum, way) => sum + way.share, 0);
  let rest = random.uniform() * total;
  for (const way of choices) {
    rest -= way.share;
    if (rest < 0) return way;
  }
  return choices[choices.length - 1];
}

/** Writes a random mixture of a way's forms to `points`, each point strayed a little. */
function mixForms(way: Way, random: Random, points: Float64Array): void {
  const { forms, count } = way;
  points.fill(0);
  let total = 0;
  for (let form = 0; form < forms.length; form++) {
    const weight = random.uniform() ** 2 + 1e-3;
    total += weight;
    for (let i = 0; i < 2 * count; i++) points[i] += weight * forms[form][i];
  }
  const stray = usualStray * random.between(0.4, 1.6);
  for (let i = 0; i < 2 * count; i++) points[i] = points[i] / total + stray * bell(random);
}

function strokeEnd(way: Way, from: number): number {
  let end = from + 1;
  while (end < way.count && way.begins[end] === 0) end++;
  return end;
}

function strokesOf(ink: Ink): Stroke[] {
  const strokes: PenPoint[][] = [];
  for (let i = 0; i < ink.count; i++) {
    if (ink.begins[i] === 1) strokes.push([]);
    strokes[strokes.length - 1].push({ x: ink.x[i], y: ink.y[i], width: ink.width[i] });
  }
  return strokes;
}
