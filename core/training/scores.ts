import type { Scores } from '../contract/run.ts';
import { largestClass, type Network } from '../network/network.ts';
import type { Floats } from '../tensor/arena.ts';
import type { Batches } from './batches.ts';

/** Sums over the examples of some batches, each as the weights were when it was seen. */
export interface BatchSums {
  loss: number;
  /** Examples whose class was named rightly; 0 for a regression. */
  correct: number;
  /** Σ |output − target| over examples and outputs; 0 for classes. */
  absoluteError: number;
  examples: number;
}

export function noSums(): BatchSums {
  return { loss: 0, correct: 0, absoluteError: 0, examples: 0 };
}

/** Puts into `sums` how the first `rows` outputs compare with the batch's targets, whose loss is known. */
export function fillSums(sums: BatchSums, loss: number, network: Network, batches: Batches, rows: number): void {
  const { outputs, units } = network.output;
  sums.loss = loss;
  sums.correct = batches.classes ? countCorrect(outputs, batches.classes, rows, units) : 0;
  sums.absoluteError = batches.classes ? 0 : absoluteError(outputs, batches.targets, rows * units);
  sums.examples = rows;
}

export function addSums(to: BatchSums, sums: Readonly<BatchSums>): void {
  to.loss += sums.loss;
  to.correct += sums.correct;
  to.absoluteError += sums.absoluteError;
  to.examples += sums.examples;
}

function countCorrect(outputs: Floats, classes: Uint8Array, rows: number, units: number): number {
  let correct = 0;
  for (let row = 0; row < rows; row++) if (largestClass(outputs, row, units) === classes[row]) correct++;
  return correct;
}

function absoluteError(outputs: Floats, targets: Floats, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.abs(outputs[i] - targets[i]);
  return sum;
}

/** Of a regression: outputs of an example, and `Batches.totalVariation` of the examples. Null for a classification. */
export type RegressionBasis = { outputs: number; totalVariation: number } | null;

/**
 * The scores that sums amount to. A regression's loss is ½·Σ(output − target)², from which its R² follows; there is
 * none where the targets are all alike.
 */
export function scoresOf(
  { loss, correct, absoluteError, examples }: Readonly<BatchSums>,
  basis: RegressionBasis,
): Scores {
  if (basis === null) return { loss: loss / examples, accuracy: correct / examples };
  const scores = { loss: loss / examples, meanAbsoluteError: absoluteError / (examples * basis.outputs) };
  return basis.totalVariation > 0 ? { ...scores, rSquared: 1 - (2 * loss) / basis.totalVariation } : scores;
}
