import type { RegionSurface } from '#core/contract/inside.ts';

/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** The colours of numbers with a sign. */
export interface SignedColours {
  negative: Colour;
  zero: Colour;
  positive: Colour;
}

/** Reads a colour of the form #rrggbb. */
export function parseColour(colour: string): Colour {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/** So many steps of colour there are on either side of the middle. */
const steps = 255;

/**
 * Colours numbers as pixels, four bytes each: from `middle`, which is grey, towards orange below it and blue above it,
 * in full colour at a distance of `largest`. What is no number stays clear.
 */
export function signedPixels(
  values: Float32Array,
  colours: SignedColours,
  largest: number,
  middle = 0,
): Uint8ClampedArray<ArrayBuffer> {
  // A whole pixel at a time out of a list of all colours: several times as fast as a byte at a time.
  const ramp = signedRamp(colours);
  const pixels = new Uint32Array(values.length);
  const scale = largest > 0 ? steps / largest : 0;
  for (let i = 0; i < values.length; i++) {
    const at = Math.min(steps, Math.max(-steps, (values[i] - middle) * scale));
    if (!Number.isNaN(at)) pixels[i] = ramp[Math.round(at) + steps];
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** All colours from the most negative to the most positive, as whole pixels. */
function signedRamp({ negative, zero, positive }: SignedColours): Uint32Array {
  const bytes = new Uint8ClampedArray(4 * (2 * steps + 1));
  for (let step = -steps; step <= steps; step++) {
    const end = step < 0 ? negative : positive;
    const share = Math.abs(step) / steps;
    bytes.set([...zero.map((part, i) => part + (end[i] - part) * share), 255], 4 * (step + steps));
  }
  return new Uint32Array(bytes.buffer);
}

/** What a network says at one place: a class, and how sure it is, from 0 (all classes alike) to 1. */
export interface Said {
  label: number;
  certainty: number;
}

/** Reads the outputs of one example, one for each class, from `at` on. */
export function readClasses(outputs: Float32Array, at: number, count: number): Said {
  let label = 0;
  for (let i = 1; i < count; i++) if (outputs[at + i] > outputs[at + label]) label = i;
  const even = 1 / count;
  return { label, certainty: clampedShare((outputs[at + label] - even) / (1 - even)) };
}

function clampedShare(share: number): number {
  return Math.min(1, Math.max(0, share)) || 0; // not a number: not sure at all
}

/** How opaque a region is where the network is not sure at all, and where it is wholly sure. */
const faintest = 20;
const strongest = 165;

/** The decision regions as pixels: the colour of the class that is said, the more opaque the surer. */
export function regionPixels(
  { outputs, outputValues, rows, columns }: Pick<RegionSurface, 'outputs' | 'outputValues' | 'rows' | 'columns'>,
  classColours: readonly Colour[],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * rows * columns);
  for (let i = 0; i < rows * columns; i++) {
    const { label, certainty } = readClasses(outputs, i * outputValues, outputValues);
    pixels.set(classColours[label], 4 * i);
    pixels[4 * i + 3] = faintest + (strongest - faintest) * certainty;
  }
  return pixels;
}

/** The least and the largest of numbers, those that are none left out; undefined where there is no number. */
export function extent(...lists: ArrayLike<number>[]): [least: number, most: number] | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      least = Math.min(least, list[i]);
      most = Math.max(most, list[i]);
    }
  }
  return least <= most ? [least, most] : undefined;
}

/** The largest size of any number; 0 where there is none. */
export function largestSize(values: Float32Array): number {
  const [least, most] = extent(values) ?? [0, 0];
  return Math.max(-least, most);
}

/** So many numbers are enough to tell how large most of all are. */
const mostSampled = 4096;

/** The size below which nearly all numbers lie, 99 of 100: a few far larger ones would leave the colours of all others pale. */
export function usualSize(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / mostSampled));
  const sizes = everyNth(values, 0, step).map(Math.abs).filter(Number.isFinite).sort();
  return sizes[Math.floor(0.99 * (sizes.length - 1))] ?? 0;
}

/** One output out of each so many. */
export function everyNth(values: Float32Array, from: number, step: number): Float32Array {
  return Float32Array.from({ length: Math.ceil((values.length - from) / step) }, (_, i) => values[from + i * step]);
}
