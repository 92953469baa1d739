import { describe, expect, it } from 'vitest';
import type { Loss } from '#core/contract/config.ts';
import type { Activation } from '#core/contract/design.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Backpropagation } from '#core/network/backpropagation.ts';
import { lossSum } from '#core/network/losses.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena } from '#core/tensor/arena.ts';

/** A 2-2-1 network with its one example, small enough to be worked out on paper. */
interface Example {
  activations: [hidden: Activation, output: Activation];
  loss: Loss;
  x: number[];
  y: number;
  /** W₀ row by row, b₀, W₁, b₁ */
  parameters: number[];
}

function work({ activations, loss, x, y, parameters }: Example): { output: number; loss: number; gradients: number[] } {
  const arena = new PlainArena(64);
  const layers = [
    { units: 2, activation: activations[0] },
    { units: 1, activation: activations[1] },
  ];
  const network = new Network({ design: { inputs: 2, layers }, kernels: referenceKernels, arena, maximumRows: 1 });
  const backpropagation = new Backpropagation({ network, loss, arena, maximumRows: 1, seed: 1 });
  const [first, second] = network.parameters.layers;
  first.weights.set(parameters.slice(0, 4));
  first.bias.set(parameters.slice(4, 6));
  second.weights.set(parameters.slice(6, 8));
  second.bias.set(parameters.slice(8));
  network.inputs.set(x);

  network.forward(1);
  backpropagation.backward(Float64Array.of(y), 1);
  return {
    output: network.output.outputs[0],
    loss: lossSum(loss, network.output, Float64Array.of(y), 1),
    gradients: backpropagation.gradients.layers.flatMap(({ weights, bias }) => [...weights, ...bias]),
  };
}

function expectClose(found: number[], expected: number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => expect(value).toBeCloseTo(expected[index], 14));
}

describe('a 2-2-1 network worked out by hand', () => {
  it('with ReLU and a linear output', () => {
    // z₀ = (1·1 + 2·½ + ½, 1·(−1) + 2·1 − ½) = (2½, ½), both positive, so a₀ = z₀
    // a₁ = 2½·2 + ½·(−1) + ½ = 5, the target is 4: loss ½·1² = ½ and δ₁ = 1
    // ∂W₁ = a₀·δ₁ = (2½, ½), ∂b₁ = 1; δ₀ = δ₁·W₁ = (2, −1)
    // ∂W₀ = x·δ₀ = ((2, −1), (4, −2)), ∂b₀ = (2, −1)
    const { output, loss, gradients } = work({
      activations: ['relu', 'identity'],
      loss: 'mean-squared-error',
      x: [1, 2],
      y: 4,
      parameters: [1, -1, 0.5, 1, 0.5, -0.5, 2, -1, 0.5],
    });
    expect(output).toBe(5);
    expect(loss).toBe(0.5);
    expect(gradients).toEqual([2, -1, 4, -2, 2, -1, 2.5, 0.5, 1]);
  });

  // z₀ = (1·2 + 2·(−1) + 0, 1·ln 3 + 2·0 + 0) = (0, ln 3), so a₀ = (½, ¾) and f′ = a(1−a) = (¼, 3/16)
  // z₁ = ½·1 + ¾·(−2) + 1 = 0, so a₁ = ½
  const sigmoids = {
    activations: ['sigmoid', 'sigmoid'] as [Activation, Activation],
    x: [1, 2],
    y: 1,
    parameters: [2, Math.log(3), -1, 0, 0, 0, 1, -2, 1],
  };

  it('with sigmoids and squared error', () => {
    // loss ½·(½ − 1)² = 1/8; δ₁ = (½ − 1)·½·½ = −1/8
    // ∂W₁ = −1/8·(½, ¾) = (−1/16, −3/32), ∂b₁ = −1/8
    // δ₀ = −1/8·(1, −2)⊙(¼, 3/16) = (−1/32, 3/64); ∂W₀ = ((−1/32, 3/64), (−1/16, 3/32)), ∂b₀ = δ₀
    const { output, loss, gradients } = work({ ...sigmoids, loss: 'mean-squared-error' });
    expect(output).toBeCloseTo(0.5, 14);
    expect(loss).toBeCloseTo(1 / 8, 14);
    expectClose(gradients, [-1 / 32, 3 / 64, -1 / 16, 3 / 32, -1 / 32, 3 / 64, -1 / 16, -3 / 32, -1 / 8]);
  });

  it('with sigmoids and binary cross-entropy', () => {
    // loss −ln ½ = ln 2; δ₁ = ½ − 1 = −½, four times the one of squared error, and everything after it too
    const { loss, gradients } = work({ ...sigmoids, loss: 'binary-cross-entropy' });
    expect(loss).toBeCloseTo(Math.log(2), 14);
    expectClose(gradients, [-1 / 8, 3 / 16, -1 / 4, 3 / 8, -1 / 8, 3 / 16, -1 / 4, -3 / 8, -1 / 2]);
  });
});
