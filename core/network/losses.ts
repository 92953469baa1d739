import type { Loss } from '../contract/config.ts';
import type { Floats } from '../tensor/arena.ts';
import type { DenseLayer } from './dense.ts';

/**
 * The loss of a batch, added up over its examples and not yet divided by their number. With outputs a = f(z) and
 * targets y `[rows × units]`, one example's is
 * - mean squared error: ½·Σᵤ (a − y)²
 * - binary cross-entropy: −Σᵤ (y·ln a + (1−y)·ln(1−a)), with a = sigmoid(z)
 * - categorical cross-entropy: −Σᵤ y·ln a, with a = softmax(z)
 * - sparse categorical cross-entropy: −ln a_c, with a = softmax(z) and the class c alone as target, `[rows]`
 */
export function lossSum(loss: Loss, output: DenseLayer, targets: Floats, rows: number): number {
  switch (loss) {
    case 'mean-squared-error':
      return squaredError(output.outputs, targets, rows * output.units);
    case 'binary-cross-entropy':
      return binaryCrossEntropy(output.sums, targets, rows * output.units);
    case 'categorical-cross-entropy':
      return categoricalCrossEntropy(output.sums, output.outputs, targets, rows, output.units);
    case 'sparse-categorical-cross-entropy':
      return sparseCrossEntropy(output.sums, output.outputs, targets, rows, output.units);
  }
}

/**
 * delta `[rows × units]` = (a − y)/rows, with which the gradient of each loss, a mean over the rows, begins: for mean
 * squared error it is ∂L/∂a; for a cross-entropy it is already ∂L/∂z, because the derivative of the activation that it
 * goes with cancels out. So it is right however far the outputs have been driven.
 */
export function lossDelta(
  loss: Loss,
  { outputs, units }: DenseLayer,
  targets: Floats,
  delta: Floats,
  rows: number,
): void {
  const count = rows * units;
  if (loss === 'sparse-categorical-cross-entropy') {
    for (let i = 0; i < count; i++) delta[i] = outputs[i] / rows;
    for (let row = 0; row < rows; row++) {
      const i = row * units + targets[row];
      delta[i] = (outputs[i] - 1) / rows;
    }
  } else for (let i = 0; i < count; i++) delta[i] = (outputs[i] - targets[i]) / rows;
}

function squaredError(a: Floats, y: Floats, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (a[i] - y[i]) ** 2;
  return sum / 2;
}

/** From z and not from a, which would round to 0 or 1: with a = 1/(1+e⁻ᶻ) it is max(z,0) − z·y + ln(1 + e^−|z|). */
function binaryCrossEntropy(z: Floats, y: Floats, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i])));
  }
  return sum;
}

function categoricalCrossEntropy(z: Floats, a: Floats, y: Floats, rows: number, units: number): number {
  let sum = 0;
  for (let start = 0; start < rows * units; start += units) {
    const best = indexOfLargest(z, start, units);
    const surprise = surpriseOfBest(a, best, start, units);
    for (let k = start; k < start + units; k++) if (y[k] !== 0) sum += y[k] * (z[best] - z[k] + surprise);
  }
  return sum;
}

function sparseCrossEntropy(z: Floats, a: Floats, classes: Floats, rows: number, units: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * units;
    const best = indexOfLargest(z, start, units);
    sum += z[best] - z[start + classes[row]] + surpriseOfBest(a, best, start, units);
  }
  return sum;
}

function indexOfLargest(z: Floats, start: number, units: number): number {
  let best = start;
  for (let k = start + 1; k < start + units; k++) if (z[k] > z[best]) best = k;
  return best;
}

/**
 * −ln a_b of the largest output of a row. Any other's is −ln aᵤ = ln Σₖ e^(zₖ) − zᵤ = (z_b − zᵤ) − ln a_b, where neither
 * term can overflow; and −ln a_b = ln(1 + Σ_{k≠b} aₖ/a_b), which is exact for the smallest of losses too.
 */
function surpriseOfBest(a: Floats, best: number, start: number, units: number): number {
  let others = 0;
  for (let k = start; k < start + units; k++) if (k !== best) others += a[k];
  return Math.log1p(others / a[best]);
}
