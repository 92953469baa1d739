import type { Loss } from '../contract/config.ts';
import type { Scores } from '../contract/run.ts';
import { lossSum } from '../network/losses.ts';
import { largestClass, type Network } from '../network/network.ts';
import type { Batches } from './batches.ts';
import { addSums, fillSums, noSums, scoresOf } from './scores.ts';

export interface EvaluationTotals {
  examples: number;
  scores: Scores;
  /** confusion[truth][said], a count each; empty for a regression. */
  confusion: number[][];
}

/** What a network makes of the examples that `order` numbers. Nothing of the network but its outputs changes. */
export function evaluate(network: Network, loss: Loss, batches: Batches, order: Uint32Array): EvaluationTotals {
  const { outputs, units } = network.output;
  const confusion = batches.classes ? emptyConfusion(Math.max(2, units)) : [];
  const total = noSums();
  const batch = noSums();
  for (let from = 0; from < order.length; from += network.maximumRows) {
    const rows = Math.min(network.maximumRows, order.length - from);
    batches.take(order, from, rows);
    network.forward(rows);
    fillSums(batch, lossSum(loss, network.output, batches.targets, rows), network, batches, rows);
    addSums(total, batch);
    if (!batches.classes) continue;
    for (let row = 0; row < rows; row++) confusion[batches.classes[row]][largestClass(outputs, row, units)]++;
  }
  const basis = batches.classes ? null : { outputs: units, totalVariation: batches.totalVariation(order) };
  return { examples: order.length, scores: scoresOf(total, basis), confusion };
}

/** The first layer that gives an infinite number or none for any of the examples; null when only the loss does, or nothing. */
export function findDivergence(network: Network, loss: Loss, batches: Batches, order: Uint32Array): number | null {
  for (let from = 0; from < order.length; from += network.maximumRows) {
    const rows = Math.min(network.maximumRows, order.length - from);
    batches.take(order, from, rows);
    network.forward(rows);
    if (Number.isFinite(lossSum(loss, network.output, batches.targets, rows))) continue;
    return network.firstLayerBeyondNumbers(rows);
  }
  return null;
}

function emptyConfusion(classes: number): number[][] {
  return Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
}
