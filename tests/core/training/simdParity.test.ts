import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultConfig, type OptimizerConfig } from '#core/contract/config.ts';
import type { Activation } from '#core/contract/design.ts';
import { createSimdKernels, type KernelBinaries, type SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { buildKernels } from '#main/launch/buildKernels.ts';
import { bits, clusters, splitOff, trainerOf, trainToEnd, type Setup } from './examples.ts';

let folder: string;
let binaries: KernelBinaries;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamina-kernels-'));
  await buildKernels(folder);
  binaries = {
    simd: await readFile(join(folder, 'simd.wasm')),
    relaxedSimd: await readFile(join(folder, 'relaxed-simd.wasm')),
  };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function simdTrainer(setup: Setup, build: SimdBuild): Trainer {
  const arena = new WasmArena();
  return trainerOf(setup, createSimdKernels(arena, binaries, build), arena);
}

const sgd: OptimizerConfig = { name: 'sgd', learningRate: 0.1 };
const adam: OptimizerConfig = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

function setupOf(activation: Activation, optimizer: OptimizerConfig, batchSize: number): Setup {
  return {
    design: {
      inputs: 31,
      layers: [
        { units: 13, activation },
        { units: 7, activation: 'tanh' },
        { units: 3, activation: 'softmax' },
      ],
    },
    config: { ...defaultConfig, optimizer, batchSize, epochs: 3 },
    examples: clusters(64, 31, 3),
    split: splitOff(64, 13),
  };
}

/**
 * Rounding differs between the builds, and a training feeds it back into itself. At most 4·10⁻⁷ was seen, where the
 * parameters are of the order of 1 and change by about as much.
 */
const tolerance = 4e-6;

describe.each(['simd', 'relaxed-simd'] as const)('training with the %s kernels', (build) => {
  it.each([
    ['relu', sgd, 8],
    ['sigmoid', sgd, 1],
    ['tanh', adam, 8],
    ['identity', adam, 51],
  ] as const)('through %s with %o in batches of %d comes out as with the reference', (activation, optimizer, batch) => {
    const setup = setupOf(activation, optimizer, batch);
    const expected = trainToEnd(trainerOf(setup));
    const found = trainToEnd(simdTrainer(setup, build));

    const expectedParameters = expected.checkpoint().parameters;
    const differences = found.checkpoint().parameters.map((value, i) => Math.abs(value - expectedParameters[i]));
    expect(Math.max(...differences)).toBeLessThan(tolerance);
    expect(found.evaluate('test').accuracy).toBe(expected.evaluate('test').accuracy);
    expect(found.evaluate('train').loss).toBeCloseTo(expected.evaluate('train').loss, 5);
  });

  it('gives the same weights again, bit for bit, whether or not it was interrupted', () => {
    const setup = setupOf('relu', adam, 8);
    const whole = trainToEnd(simdTrainer(setup, build)).checkpoint();
    const interrupted = simdTrainer(setup, build);
    for (let step = 0; step < 5; step++) interrupted.trainStep();
    const resumed = simdTrainer(setup, build);
    resumed.restore(interrupted.checkpoint());
    expect(bits(trainToEnd(resumed).checkpoint().parameters)).toEqual(bits(whole.parameters));
  });

  it('keeps what lies between the parameters at zero', () => {
    const trainer = trainToEnd(simdTrainer(setupOf('relu', adam, 8), build));
    const { parameters } = trainer.network;
    let all = 0;
    for (const value of parameters.values) if (value !== 0) all++;
    let named = 0;
    for (const { weights, bias } of parameters.layers) {
      for (const view of [weights, bias]) for (const value of view) if (value !== 0) named++;
    }
    expect(parameters.values.length).toBeGreaterThan(parameters.count);
    expect(all).toBe(named);
  });
});
