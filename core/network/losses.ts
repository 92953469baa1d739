import type { Loss } from '../contract/config.ts';
import type { Floats } from '../tensor/arena.ts';
import type { DenseLayer } from './dense.ts';

/**
 * The loss of a batch, added up over its examples and not yet divided by their number. With outputs a = f(z) and
 * targets y `[rows × units]`, one example's is
 * - mean squared error: ½·Σᵤ (a − y)²
 * - binary cross-entropy: −Σᵤ (y·ln a + (1−y)·ln(1−a)), with a = sigmoid(z)
 * - categorical cross-entropy: −Σᵤ y·ln a, with a = softmax(z)
 */
export function lossSum(loss: Loss, output: DenseLayer, targets: Floats, rows: number): number {
  switch (loss) {
    case 'mean-squared-error':
      return squaredError(output.outputs, targets, rows * output.units);
    case 'binary-cross-entropy':
      return binaryCrossEntropy(output.sums, targets, rows * output.units);
    case 'categorical-cross-entropy':
      return categoricalCrossEntropy(output.sums, output.outputs, targets, rows, output.units);
  }
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

/**
 * −ln aᵤ = ln Σₖ e^(zₖ) − zᵤ. With b the largest output, that is (z_b − zᵤ) − ln a_b, where neither term can overflow;
 * and −ln a_b = ln(1 + Σ_{k≠b} aₖ/a_b), which is exact for the smallest of losses too.
 */
function categoricalCrossEntropy(z: Floats, a: Floats, y: Floats, rows: number, units: number): number {
  let sum = 0;
  for (let start = 0; start < rows * units; start += units) {
    let best = start;
    for (let k = start + 1; k < start + units; k++) if (z[k] > z[best]) best = k;
    let others = 0;
    for (let k = start; k < start + units; k++) if (k !== best) others += a[k];
    const surprise = Math.log1p(others / a[best]);
    for (let k = start; k < start + units; k++) if (y[k] !== 0) sum += y[k] * (z[best] - z[k] + surprise);
  }
  return sum;
}
