import type { Loss } from '../contract/config.ts';
import { lossSum } from '../network/losses.ts';
import { largestClass, type Network } from '../network/network.ts';
import type { Batches } from './batches.ts';

/** How the first `rows` outputs compare with the targets: how many name the right class. */
export function countCorrect(network: Network, batches: Batches, rows: number): number {
  const { outputs, units } = network.output;
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    if (largestClass(outputs, row, units) === largestClass(batches.targets, row, units)) correct++;
  }
  return correct;
}

export interface EvaluationTotals {
  examples: number;
  /** Mean loss of an example. */
  loss: number;
  /** Share of the examples whose class is named rightly. */
  accuracy: number;
  /** confusion[truth][said], a count each. */
  confusion: number[][];
}

/** Examples that are carried through a network at once where nothing is learned. Past this, nothing gets faster. */
export const evaluationRows = 128;

/** What a network makes of the examples that `order` numbers. Nothing of the network but its outputs changes. */
export function evaluate(network: Network, loss: Loss, batches: Batches, order: Uint32Array): EvaluationTotals {
  const classes = Math.max(2, network.output.units);
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const { outputs, units } = network.output;
  let total = 0;
  for (let from = 0; from < order.length; from += network.maximumRows) {
    const rows = Math.min(network.maximumRows, order.length - from);
    batches.take(order, from, rows);
    network.forward(rows);
    total += lossSum(loss, network.output, batches.targets, rows);
    for (let row = 0; row < rows; row++) {
      confusion[largestClass(batches.targets, row, units)][largestClass(outputs, row, units)]++;
    }
  }
  const correct = confusion.reduce((sum, row, truth) => sum + row[truth], 0);
  return { examples: order.length, loss: total / order.length, accuracy: correct / order.length, confusion };
}
