import type { FirstLayer } from '#core/contract/inside.ts';
import { signedPixels, type SignedColours } from '../pixels.ts';

/** Turns numbers `[units × inputs]` on their side: `[inputs × units]`, a row for each input. */
export function transposed(values: Float32Array, units: number): Float32Array {
  const inputs = values.length / units;
  return Float32Array.from(values, (_, i) => values[(i % units) * inputs + Math.floor(i / units)]);
}

/** Paints a cell for each weight: a column for each unit, a row for each input, each cell of a size in px. */
export function paintHeatMap(
  context: CanvasRenderingContext2D,
  { weights, count, largest }: Pick<FirstLayer, 'weights' | 'count' | 'largest'>,
  { cell, rowHeight }: { cell: number; rowHeight: number },
  colours: SignedColours,
): void {
  if (count === 0) return;
  const inputs = weights.length / count;
  const small = document.createElement('canvas');
  small.width = count;
  small.height = inputs;
  const image = new ImageData(signedPixels(transposed(weights, count), colours, largest), count, inputs);
  small.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, cell * count, rowHeight * inputs);
}
