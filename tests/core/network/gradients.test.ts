import { describe, expect, it } from 'vitest';
import { losses, type Loss } from '#core/contract/config.ts';
import { activations, type Activation, type Design } from '#core/contract/design.ts';
import { lossFits } from '#core/contract/setup.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Backpropagation } from '#core/network/backpropagation.ts';
import { lossSum } from '#core/network/losses.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena, type Floats } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';

/**
 * Every gradient is compared with the central difference (L(w+h) − L(w−h)) / 2h in float64, whose own error is of the
 * order h² + 10⁻¹⁶/h. The difference is measured against the largest gradient of the same weights or biases.
 */
const nudge = 1e-5;
const tolerance = 1e-6;

const hidden = activations.filter((activation) => activation !== 'softmax');
const shapes = [
  { inputs: 3, units: [4], rows: 1 },
  { inputs: 5, units: [4, 3], rows: 7 },
  { inputs: 2, units: [7, 5, 2], rows: 3 },
];

describe('the gradients agree with finite differences in float64', () => {
  for (const loss of losses) {
    for (const output of activations.filter((activation) => lossFits(loss, activation))) {
      for (const { inputs, units, rows } of shapes) {
        for (const activation of units.length > 1 ? hidden : [null]) {
          const layers = units.map((count, index) => ({
            units: count,
            activation: index < units.length - 1 && activation !== null ? activation : output,
          }));
          const through = activation === null ? '' : ` through ${activation}`;
          it(`${loss} of ${output}${through}, ${[inputs, ...units].join('-')}, batch of ${rows}`, () => {
            expectGradientsToAgree({ inputs, layers }, loss, rows);
          });
        }
      }
    }
  }

  it.each(['sigmoid', 'tanh', 'relu', 'identity'] as const)('one output unit after %s', (activation: Activation) => {
    const layers = [
      { units: 5, activation },
      { units: 1, activation: 'sigmoid' as const },
    ];
    expectGradientsToAgree({ inputs: 4, layers }, 'binary-cross-entropy', 6);
    expectGradientsToAgree({ inputs: 4, layers }, 'mean-squared-error', 6);
  });
});

function expectGradientsToAgree(design: Design, loss: Loss, rows: number): void {
  const arena = new PlainArena(64);
  const network = new Network({ design, kernels: referenceKernels, arena, maximumRows: rows });
  const backpropagation = new Backpropagation({ network, loss, arena, maximumRows: rows, seed: 1 });
  const random = new Random(7, 'gradients');
  const fill = (values: Floats): void => {
    for (let i = 0; i < values.length; i++) values[i] = random.between(-1, 1);
  };
  fill(network.inputs);
  for (const { weights, bias } of network.parameters.layers) {
    fill(weights);
    fill(bias);
  }
  const targets = oneHot(random, rows, network.output.units);
  const meanLoss = (): number => {
    network.forward(rows);
    return lossSum(loss, network.output, targets, rows) / rows;
  };

  network.forward(rows);
  backpropagation.backward(targets, rows);

  network.parameters.layers.forEach(({ weights, bias }, layer) => {
    const gradients = backpropagation.gradients.layers[layer];
    expect(largestDifference(gradients.weights, differences(weights, meanLoss))).toBeLessThanOrEqual(tolerance);
    expect(largestDifference(gradients.bias, differences(bias, meanLoss))).toBeLessThanOrEqual(tolerance);
  });
}

function oneHot(random: Random, rows: number, units: number): Float64Array {
  const targets = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    if (units === 1) targets[row] = random.below(2);
    else targets[row * units + random.below(units)] = 1;
  }
  return targets;
}

function differences(parameters: Floats, meanLoss: () => number): number[] {
  return Array.from(parameters, (value, index) => {
    parameters[index] = value + nudge;
    const above = meanLoss();
    parameters[index] = value - nudge;
    const below = meanLoss();
    parameters[index] = value;
    return (above - below) / (2 * nudge);
  });
}

function largestDifference(gradients: Floats, expected: number[]): number {
  const scale = Math.max(...expected.map(Math.abs), Number.MIN_VALUE);
  return Math.max(...expected.map((value, index) => Math.abs(gradients[index] - value))) / scale;
}
