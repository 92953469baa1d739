import { expect, it } from 'vitest';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena } from '#core/tensor/arena.ts';
import { Batches } from '#core/training/batches.ts';
import { evaluate } from '#core/training/evaluation.ts';
import { exclusiveOr, smallSetup, splitOff, trainerOf, trainToEnd } from './examples.ts';

it('an evaluation does not depend on how many examples go through at once', () => {
  const { parameters } = trainToEnd(trainerOf(smallSetup)).checkpoint();
  const { train } = splitOff(13, 0);
  const [oneByOne, together] = [1, 5].map((maximumRows) => {
    const arena = new PlainArena(32);
    const network = new Network({ design: smallSetup.design, kernels: referenceKernels, arena, maximumRows });
    network.importParameters(parameters);
    const batches = new Batches(network, 'categorical-cross-entropy', smallSetup.examples, arena);
    return evaluate(network, 'categorical-cross-entropy', batches, train);
  });
  expect(together).toEqual(oneByOne);
  expect(together.examples).toBe(13);
});

it('the confusion counts what was said of each class', () => {
  // A single unit that says "the second class" whenever the first input is on: wrong for two of exclusive or's four.
  const arena = new PlainArena(32);
  const design = { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' as const }] };
  const network = new Network({ design, kernels: referenceKernels, arena, maximumRows: 3 });
  network.importParameters(Float32Array.of(8, 0, -4));
  const batches = new Batches(network, 'binary-cross-entropy', exclusiveOr, arena);
  const found = evaluate(network, 'binary-cross-entropy', batches, Uint32Array.of(0, 1, 2, 3, 0));
  expect(found.confusion).toEqual([
    [2, 1],
    [1, 1],
  ]);
  expect(found.scores.accuracy).toBe(3 / 5);
  // ln(1 + e⁻⁴) where it is right, and 4 more where it is wrong
  expect(found.scores.loss).toBeCloseTo((5 * Math.log1p(Math.exp(-4)) + 2 * 4) / 5, 6);
});
