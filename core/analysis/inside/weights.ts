import type { Connections, FirstLayer } from '../../contract/inside.ts';

/** A layer's parameters as they lie in memory: weights `[inputs × units]`, row-major, and a bias for each unit. */
export interface LayerNumbers {
  weights: Float32Array | Float64Array;
  bias: Float32Array | Float64Array;
}

/**
 * Weights and biases between chosen neurons: `neurons` has the numbers of those of the inputs, and then of each layer.
 * Each must be there.
 */
export function connectionsBetween(layers: readonly LayerNumbers[], neurons: readonly number[][]): Connections {
  return layers.map(({ weights, bias }, layer) => {
    const units = bias.length;
    const [before, here] = [neurons[layer], neurons[layer + 1]];
    const drawn = new Float32Array(before.length * here.length);
    let next = 0;
    for (const input of before) for (const unit of here) drawn[next++] = weights[input * units + unit];
    return { weights: drawn, biases: Float32Array.from(here, (unit) => bias[unit]), largest: largestSize(weights) };
  });
}

/** The weights into `count` units of the first layer from unit `from` on, or into as many of these as there are. */
export function weightsIntoUnits(
  { weights, bias }: LayerNumbers,
  { from, count }: { from: number; count: number },
): FirstLayer {
  const units = bias.length;
  const inputs = weights.length / units;
  const shown = Math.max(0, Math.min(count, units - from));
  const into = new Float32Array(shown * inputs);
  // Row by row of the weights, as they lie in memory.
  for (let input = 0; input < inputs; input++) {
    for (let unit = 0; unit < shown; unit++) into[unit * inputs + input] = weights[input * units + from + unit];
  }
  return { units, from, count: shown, weights: into, largest: largestSize(into) };
}

/** The largest |x|, of numbers that are finite; 0 when there are none. */
export function largestSize(numbers: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(numbers[i]);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}
