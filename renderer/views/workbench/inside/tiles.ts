import { fitted } from '../../data/paintWall.ts';
import { signedPixels, type SignedColours } from './pixels.ts';

/** A place on a wall for the picture of one unit, in px. */
export interface TilePlace {
  /** The number of the unit among those that hang here. */
  slot: number;
  x: number;
  y: number;
}

/** Paints what units look like, each in a square of a side. */
export type PaintTiles = (context: CanvasRenderingContext2D, places: readonly TilePlace[], side: number) => void;

/** A grid of numbers for each unit. */
export interface Grids {
  /** `[units × rows × columns]` */
  values: Float32Array;
  rows: number;
  columns: number;
  /** The size of a number that gets the full colour. */
  largest: number;
  /** Whether a grid fills its square; otherwise its cells stay squares of whole pixels. */
  fills: boolean;
}

/** Paints grids as pictures: all are coloured at once on a strip, and taken from there to their places. */
export function paintGrids({ values, rows, columns, largest, fills }: Grids, colours: SignedColours): PaintTiles {
  return (context, places, side) => {
    const size = rows * columns;
    const strip = document.createElement('canvas');
    strip.width = columns;
    strip.height = rows * places.length;
    const stripContext = strip.getContext('2d');
    if (!stripContext || places.length === 0) return;
    const numbers = new Float32Array(size * places.length);
    places.forEach(({ slot }, i) => numbers.set(values.subarray(slot * size, (slot + 1) * size), i * size));
    const pixels = signedPixels(numbers, colours, largest);
    stripContext.putImageData(new ImageData(pixels, columns, strip.height), 0, 0);
    const { width, height, isEnlarged } = fills
      ? { width: side, height: side, isEnlarged: false }
      : fitted([rows, columns], side);
    context.imageSmoothingEnabled = !isEnlarged;
    places.forEach(({ x, y }, i) => {
      const [left, top] = [x + (side - width) / 2, y + (side - height) / 2];
      context.drawImage(strip, 0, i * rows, columns, rows, left, top, width, height);
    });
  };
}

/** What a line for each unit needs. */
interface Lines {
  /** `[points × units]` */
  values: Float32Array;
  units: number;
  /** Between which values a square is high. */
  range: readonly [number, number];
}

/** Paints what each unit gives along a single input as a line. */
export function paintLines(
  { values, units, range }: Lines,
  colours: { line: string; zero: string; ground: string },
): PaintTiles {
  return (context, places, side) => {
    const points = values.length / units;
    const [least, most] = range;
    const height = (value: number) => side - 2 - ((value - least) / (most - least || 1)) * (side - 4);
    for (const { slot, x, y } of places) {
      context.fillStyle = colours.ground;
      context.fillRect(x, y, side, side);
      if (least < 0 && most > 0) {
        context.fillStyle = colours.zero;
        context.fillRect(x, y + height(0), side, 1);
      }
      context.beginPath();
      for (let i = 0; i < points; i++) {
        context.lineTo(x + (i / (points - 1)) * side, y + height(values[i * units + slot]));
      }
      context.strokeStyle = colours.line;
      context.lineWidth = side > 100 ? 2 : 1.5;
      context.stroke();
    }
  };
}
