import { Random } from '../../tensor/random.ts';
import { Ink } from '../ink.ts';
import { addCurve } from './curve.ts';
import { freely, varyInk, varyPressure } from './variation.ts';
import { mostPoints, ways, type Way } from './way.ts';

/**
 * How far points stray from their form, as the standard deviation in units of its frame's height of about 100: in most
 * digits near the least, in few near the most.
 */
const leastStray = 1.6;
const mostStray = 7.7;
/** How much of one point's straying the next one takes over, so that parts of a stroke move together. */
const strayKept = 0.6;
/** What each point adds of its own, so that the standard deviation stays the same along the stroke. */
const strayAdded = 0.8;

/** Writes digits one after another with the same ink and the same scratch paper. */
export class Writer {
  readonly ink = new Ink();
  readonly #points = new Float64Array(2 * mostPoints);

  /**
   * Writes digit `index` of a seed into `ink`, and returns its class, which of its ways was taken, and the pen's
   * thickness in pixels of the finished picture.
   */
  write(seed: number, index: number): { label: number; way: number; penWidth: number } {
    const random = new Random(seed, 'digit', index);
    const label = index % 10;
    const vary = freely(random);
    const chosen = chooseWay(ways[label], random);
    const way = ways[label][chosen];
    mixForms(way, random, vary, this.#points);
    this.ink.clear();
    for (let from = 0; from < way.count;) {
      const to = strokeEnd(way, from);
      addCurve(this.ink, this.#points, way.corners, from, to);
      from = to;
    }
    varyInk(this.ink, random, vary);
    return { label, way: chosen, penWidth: varyPressure(this.ink, random, vary) };
  }
}

function chooseWay(choices: readonly Way[], random: Random): number {
  let total = 0;
  for (const way of choices) total += way.share;
  let rest = random.uniform() * total;
  for (let i = 0; i < choices.length; i++) {
    rest -= choices[i].share;
    if (rest < 0) return i;
  }
  return choices.length - 1;
}

/**
 * Writes a random mixture of two of a way's forms to `points`, a little beyond either at times, and lets it stray. A
 * digit may begin more like the one form and end more like the other, as its parts are free of each other.
 */
function mixForms(way: Way, random: Random, vary: () => number, points: Float64Array): void {
  const { forms, count } = way;
  const one = random.below(forms.length);
  const other = (one + 1 + random.below(forms.length - 1)) % forms.length;
  const atStart = random.between(-0.1, 1.1);
  const atEnd = random.between(-0.1, 1.1);
  const carelessness = random.uniform();
  const stray = leastStray + (mostStray - leastStray) * carelessness * carelessness;
  let strayX = 0;
  let strayY = 0;
  for (let point = 0; point < count; point++) {
    const share = mixed(atStart, atEnd, point / (count - 1));
    const i = 2 * point;
    strayX = strayKept * strayX + strayAdded * vary();
    strayY = strayKept * strayY + strayAdded * vary();
    points[i] = mixed(forms[one][i], forms[other][i], share) + stray * strayX;
    points[i + 1] = mixed(forms[one][i + 1], forms[other][i + 1], share) + stray * strayY;
  }
}

function mixed(a: number, b: number, share: number): number {
  return a + share * (b - a);
}

/** The point after the last of the stroke that begins at point `from`. */
function strokeEnd(way: Way, from: number): number {
  let end = from + 1;
  while (end < way.count && way.begins[end] === 0) end++;
  return end;
}
