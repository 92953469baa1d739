import type { PreparationName } from '../contract/config.ts';
import { pixelScale, type ExampleTable, type InputStatistics } from './examples.ts';

/** What a byte is multiplied by: nothing is done to it where statistics say what, or where nothing is asked for. */
export function byteScale(preparation: PreparationName): number {
  return preparation === 'scale' ? pixelScale : 1;
}

type Inputs = Pick<ExampleTable, 'inputs' | 'features'>;

/**
 * What a preparation has to know of the training part, the examples that `train` numbers; null where it has to know
 * nothing, as of pixels that are divided by 255. An input that is the same in all of them becomes 0.
 *
 * Sums are held in float64 and added in the order of the examples, so that neither the order within the split nor the
 * number of threads has a say.
 */
export function measureInputs(preparation: PreparationName, table: Inputs, train: Uint32Array): InputStatistics | null {
  const arePixels = table.inputs instanceof Uint8Array;
  if (preparation === 'none' || (preparation === 'scale' && arePixels)) return null;
  const order = train.slice().sort();
  const { least, most } = rangeOf(table, order);
  const range = most.map((value, f) => value - least[f]);
  if (preparation === 'scale') return statisticsOf(least, range);
  const mean = meanOf(table, order);
  const deviation = deviationOf(table, order, mean);
  // Rounding can leave the same value a deviation that is not quite 0.
  return statisticsOf(
    mean,
    deviation.map((value, f) => (range[f] === 0 ? 0 : value)),
  );
}

function statisticsOf(offset: Float64Array, width: Float64Array): InputStatistics {
  return {
    offset: Float32Array.from(offset),
    factor: Float32Array.from(width, (value) => (value > 0 ? 1 / value : 0)),
  };
}

function rangeOf({ inputs, features }: Inputs, order: Uint32Array): { least: Float64Array; most: Float64Array } {
  const least = new Float64Array(features).fill(Infinity);
  const most = new Float64Array(features).fill(-Infinity);
  for (const example of order) {
    for (let f = 0, at = example * features; f < features; f++, at++) {
      least[f] = Math.min(least[f], inputs[at]);
      most[f] = Math.max(most[f], inputs[at]);
    }
  }
  return { least, most };
}

function meanOf({ inputs, features }: Inputs, order: Uint32Array): Float64Array {
  const sums = new Float64Array(features);
  for (const example of order) for (let f = 0; f < features; f++) sums[f] += inputs[example * features + f];
  return sums.map((sum) => sum / order.length);
}

/** √(Σ(x − mean)² / n), of each input. */
function deviationOf({ inputs, features }: Inputs, order: Uint32Array, mean: Float64Array): Float64Array {
  const sums = new Float64Array(features);
  for (const example of order) {
    for (let f = 0, at = example * features; f < features; f++, at++) sums[f] += (inputs[at] - mean[f]) ** 2;
  }
  return sums.map((sum) => Math.sqrt(sum / order.length));
}
