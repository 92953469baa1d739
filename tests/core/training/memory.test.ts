import { describe, expect, it } from 'vitest';
import type { OptimizerConfig } from '#core/contract/config.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { trainingBytes } from '#core/training/memory.ts';
import { clusters, smallSetup, splitOff, trainerOf } from './examples.ts';

describe('the memory of a training is known beforehand', () => {
  const adam: OptimizerConfig = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

  it.each([
    ['SGD in small batches', smallSetup.config, 13, 3],
    ['Adam', { ...smallSetup.config, optimizer: adam }, 13, 3],
    ['many examples', smallSetup.config, 700, 100],
    ['one large batch', { ...smallSetup.config, batchSize: 500 }, 700, 100],
  ])('%s', (_name, config, count, test) => {
    const arena = new WasmArena();
    const before = arena.used;
    trainerOf(
      { ...smallSetup, config, examples: clusters(count, 5, 3), split: splitOff(count, test) },
      referenceKernels,
      arena,
    );
    const counts = { all: count, train: count - test, validation: 0, test };
    const surplus = arena.used - before - trainingBytes(smallSetup.design, config, counts);
    const views = 16;
    expect(surplus).toBeGreaterThanOrEqual(0);
    expect(surplus).toBeLessThan(views * 64);
  });

  it('grows with the design as its parameters do', () => {
    const large = { inputs: 784, layers: [{ units: 50_000, activation: 'softmax' as const }] };
    const counts = { all: 10, train: 8, validation: 0, test: 2 };
    const bytes = trainingBytes(large, { ...smallSetup.config, batchSize: 1, optimizer: adam }, counts);
    expect(bytes).toBeGreaterThan(4 * 4 * 785 * 50_000);
    expect(bytes).toBeLessThan(1.02 * 4 * 4 * 785 * 50_000);
  });
});
