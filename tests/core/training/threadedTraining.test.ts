import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  defaultConfig,
  optimizerNames,
  optimizerSchema,
  usualLearningRate,
  type OptimizerConfig,
} from '#core/contract/config.ts';
import { measureInputs } from '#core/data/preparation.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { createControl, disband } from '#core/kernels/threaded/team.ts';
import { createThreadedKernels } from '#core/kernels/threaded/threadedKernels.ts';
import { createMemory, WasmArena } from '#core/tensor/arena.ts';
import { startThread } from '#main/engine/threads/scripts.ts';
import { compileKernels } from '../kernels/simdBuilds.ts';
import { bits, clusters, splitOff, trainerOf, trainToEnd, type Setup } from './examples.ts';

const setup: Setup = {
  design: {
    inputs: 45,
    layers: [
      { units: 67, activation: 'gelu', dropout: 0.2 },
      { units: 33, activation: 'elu', slope: 0.5, dropout: 0.1 },
      { units: 5, activation: 'softmax' },
    ],
  },
  config: {
    ...defaultConfig,
    batchSize: 13,
    epochs: 5,
    schedule: { name: 'cosine', finalFraction: 0.5 },
    augmentation: { shift: 0.2, rotate: 3, scale: 2, shear: 2, elastic: { strength: 1, smoothness: 2 } },
    regularisation: { l1: 0.0001, l2: 0.001, clipNorm: 1 },
    stopping: {
      patience: { metric: 'loss', split: 'validation', epochs: 3, minimumChange: 0 },
      restoreBest: true,
    },
  },
  examples: clusters(170, 45, 5),
  shape: [5, 9],
  split: splitOff(170, 30, 20),
};

let binaries: KernelBinaries;
const helpers: Worker[] = [];
beforeAll(async () => {
  binaries = await compileKernels();
});
afterAll(async () => {
  await Promise.all(helpers.map((helper) => helper.terminate()));
});

/** The bits of the weights and what was made of both parts of the examples. */
async function trained(optimizer: OptimizerConfig, threads: number, examples = setup.examples, of = setup) {
  const memory = createMemory();
  const arena = new WasmArena(memory);
  const control = createControl();
  const kernels = createThreadedKernels({ arena, binaries, control, threads, partWork: 200 });
  const started = Array.from({ length: threads - 1 }, (_, index) =>
    startThread('helper', { memory, binaries, control, thread: index + 1 }),
  );
  helpers.push(...started);
  await Promise.all(started.map((helper) => new Promise((resolve) => helper.once('online', resolve))));
  const trainer = trainToEnd(trainerOf({ ...of, examples, config: { ...of.config, optimizer } }, kernels, arena));
  const outcome = {
    weights: bits(trainer.network.exportParameters()),
    train: trainer.evaluate('train'),
    test: trainer.evaluate('test'),
  };
  disband(control);
  return outcome;
}

describe('training', () => {
  it.each(optimizerNames)('with %s ends with the same weights on 1, 2, 3 and 8 threads', async (name) => {
    const optimizer = optimizerSchema.parse({ name, learningRate: 3 * usualLearningRate[name] });
    const alone = await trained(optimizer, 1);
    expect(alone.test.accuracy).toBeGreaterThan(0.9);
    for (const threads of [2, 3, 8]) expect(await trained(optimizer, threads)).toEqual(alone);
  });

  it.each([1, 8, 140])(
    'in plain descent with many zeros, by %i examples at once, ends with the same',
    async (batchSize) => {
      const inputs = setup.examples.inputs.map((value, index) => (index % 3 === 0 ? value : 0));
      const examples = { ...setup.examples, inputs };
      const layers = [
        { units: 96, activation: 'relu' as const },
        { units: 70, activation: 'relu' as const },
        { units: 5, activation: 'softmax' as const },
      ];
      const plain = { ...setup, design: { inputs: 45, layers }, config: { ...defaultConfig, batchSize, epochs: 4 } };
      const optimizer = optimizerSchema.parse({ name: 'sgd', learningRate: 0.05 });
      const alone = await trained(optimizer, 1, examples, plain);
      for (const threads of [2, 3, 8]) expect(await trained(optimizer, threads, examples, plain)).toEqual(alone);
    },
  );

  it('on a table of floats, with its inputs prepared, ends with the same weights on 1, 2, 3 and 8 threads', async () => {
    const { examples, split } = setup;
    const table = { ...examples, inputs: Float32Array.from(examples.inputs) };
    const statistics = measureInputs('standardise', table, split.train)!;
    const optimizer = optimizerSchema.parse({ name: 'adam', learningRate: 0.003 });
    const alone = await trained(optimizer, 1, { ...table, statistics });
    expect(alone.test.accuracy).toBeGreaterThan(0.9);
    for (const threads of [2, 3, 8]) {
      expect(await trained(optimizer, threads, { ...table, statistics })).toEqual(alone);
    }
    // The same numbers as bytes, standardised: not a bit is another.
    expect(await trained(optimizer, 1, { ...examples, scale: 1, statistics })).toEqual(alone);
  });
});
