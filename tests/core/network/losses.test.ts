import { describe, expect, it } from 'vitest';
import type { Loss } from '#core/contract/config.ts';
import type { Activation } from '#core/contract/design.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Backpropagation } from '#core/network/backpropagation.ts';
import { lossSum } from '#core/network/losses.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena } from '#core/tensor/arena.ts';

/** The loss and the output delta of one example whose output layer has just these weighted sums. */
function ofSums(
  loss: Loss,
  activation: Activation,
  sums: number[],
  targets: number[],
): { loss: number; delta: number[] } {
  const arena = new PlainArena(32);
  const layers = [{ units: sums.length, activation }];
  const network = new Network({ design: { inputs: 1, layers }, kernels: referenceKernels, arena, maximumRows: 1 });
  const backpropagation = new Backpropagation({ network, loss, arena, maximumRows: 1, seed: 1 });
  network.parameters.layers[0].bias.set(sums);
  const wanted = Float32Array.from(targets);
  network.forward(1);
  backpropagation.backward(wanted, 1);
  return { loss: lossSum(loss, network.output, wanted, 1), delta: [...backpropagation.deltas[0]] };
}

describe('categorical cross-entropy', () => {
  const of = (sums: number[], targets: number[]) => ofSums('categorical-cross-entropy', 'softmax', sums, targets);

  it('is ln of the number of classes when they are all alike', () => {
    expect(of([3, 3, 3, 3], [0, 0, 1, 0]).loss).toBeCloseTo(Math.log(4), 6);
  });

  it('stays finite, with the right gradient, when it is utterly wrong', () => {
    expect(of([1e4, -1e4, 0], [0, 1, 0])).toEqual({ loss: 2e4, delta: [1, -1, 0] });
  });

  it('is nothing when it is utterly right', () => {
    expect(of([-1e4, 1e4, 0], [0, 1, 0])).toEqual({ loss: 0, delta: [0, 0, 0] });
  });

  it('tells the smallest losses, where 1 − a has long been rounded away', () => {
    const { loss } = of([20, 0], [1, 0]);
    const exact = Math.log1p(Math.exp(-20));
    expect(Math.abs(loss - exact) / exact).toBeLessThan(1e-6);
  });

  it('shares the loss out when more than one class is wanted', () => {
    expect(of([0, 0], [0.25, 0.75]).loss).toBeCloseTo(Math.log(2), 6);
    expect(of([0, 0], [0.25, 0.75]).delta).toEqual([0.25, -0.25]);
  });
});

describe('sparse categorical cross-entropy', () => {
  const of = (sums: number[], target: number) => ofSums('sparse-categorical-cross-entropy', 'softmax', sums, [target]);

  it('is the one of a one-hot target, with the same gradient', () => {
    const oneHot = ofSums('categorical-cross-entropy', 'softmax', [1, -2, 0.5], [0, 0, 1]);
    expect(of([1, -2, 0.5], 2)).toEqual(oneHot);
  });

  it('stays finite, with the right gradient, at extremes', () => {
    expect(of([1e4, -1e4, 0], 1)).toEqual({ loss: 2e4, delta: [1, -1, 0] });
    expect(of([-1e4, 1e4, 0], 1)).toEqual({ loss: 0, delta: [0, 0, 0] });
  });
});

describe('binary cross-entropy', () => {
  const of = (sums: number[], targets: number[]) => ofSums('binary-cross-entropy', 'sigmoid', sums, targets);

  it('stays finite, with the right gradient, at both ends', () => {
    expect(of([1e4], [0])).toEqual({ loss: 1e4, delta: [1] });
    expect(of([-1e4], [1])).toEqual({ loss: 1e4, delta: [-1] });
    expect(of([1e4], [1])).toEqual({ loss: 0, delta: [0] });
    expect(of([-1e4], [0])).toEqual({ loss: 0, delta: [0] });
  });

  it('adds up over the outputs', () => {
    expect(of([0, 0, 1e4], [1, 0, 0]).loss).toBeCloseTo(1e4 + 2 * Math.log(2), 9);
  });
});

describe('mean squared error', () => {
  it('is half the sum of the squares of one example', () => {
    expect(ofSums('mean-squared-error', 'identity', [1, 4], [0, 1])).toEqual({ loss: 5, delta: [1, 3] });
  });

  it('stays finite after any activation at extreme sums', () => {
    expect(ofSums('mean-squared-error', 'softmax', [1e4, -1e4], [0, 1])).toEqual({ loss: 1, delta: [0, -0] });
    expect(ofSums('mean-squared-error', 'sigmoid', [-1e4], [1])).toEqual({ loss: 0.5, delta: [-0] });
    expect(ofSums('mean-squared-error', 'tanh', [1e4], [-1])).toEqual({ loss: 2, delta: [0] });
  });
});

it('a loss is refused on an output layer that it does not go with', () => {
  expect(() => ofSums('binary-cross-entropy', 'softmax', [0, 0], [0, 1])).toThrow(/binary-cross-entropy/);
  expect(() => ofSums('categorical-cross-entropy', 'sigmoid', [0, 0], [0, 1])).toThrow(/categorical-cross-entropy/);
});

it.each(['step', 'sign'] as const)('no gradient is promised through %s', (activation) => {
  expect(() => ofSums('mean-squared-error', activation, [0], [0])).toThrow(`No gradient passes through ${activation}.`);
});
