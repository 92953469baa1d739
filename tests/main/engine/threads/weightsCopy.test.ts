import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import { createSimdKernels } from '#core/kernels/simd/simdKernels.ts';
import { createMemory, WasmArena } from '#core/tensor/arena.ts';
import { Trainer } from '#core/training/trainer.ts';
import { readKernelBinaries } from '#main/engine/kernelBinaries.ts';
import { Probe } from '#main/engine/threads/looking/probe.ts';
import { WeightsCopy } from '#main/engine/threads/weightsCopy.ts';

const binaries = readKernelBinaries();
const design: Design = {
  inputs: 3,
  layers: [
    { units: 150, activation: 'relu' },
    { units: 150, activation: 'relu' },
    { units: 2, activation: 'softmax' },
  ],
};

function startTrainer(): Trainer {
  const arena = new WasmArena();
  const examples = {
    count: 4,
    features: 3,
    inputs: Float32Array.from({ length: 12 }, (_, i) => i / 12),
    scale: 1,
    classes: 2,
    labels: Uint8Array.of(0, 1, 0, 1),
  };
  const split = { train: Uint32Array.of(0, 1, 2), validation: new Uint32Array(), test: Uint32Array.of(3) };
  const config = { ...defaultConfig, batchSize: 1 };
  return new Trainer({ design, config, examples, split, kernels: createSimdKernels(arena, binaries), arena });
}

describe('a copy of the weights of a training', () => {
  it('is made once for each time it is asked for, and is what a probe over the same memory has', () => {
    const trainer = startTrainer();
    const memory = createMemory();
    const copy = new WeightsCopy(trainer, memory);
    expect(copy.answer(0)).toBeNull();
    expect(copy.answer(1)).toMatchObject({ step: 0 });
    expect(copy.answer(1)).toBeNull();
    const setup = { run: 'r', design, config: defaultConfig, isRegression: false, copyMemory: memory };
    const { network } = new Probe(setup, binaries);
    const before = trainer.network.exportParameters();
    expect(network.exportParameters()).toEqual(before);

    trainer.trainStep();
    expect(network.exportParameters()).toEqual(before);
    expect(copy.answer(3)).toMatchObject({ step: 1 }); // whoever asked twice has one answer
    expect(network.exportParameters()).toEqual(trainer.network.exportParameters());
    expect(network.exportParameters()).not.toEqual(before);
  });

  it('that finds no memory is refused, and the training goes on', () => {
    const trainer = startTrainer();
    const copy = new WeightsCopy(trainer, new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }));
    expect(copy.answer(1)).toMatchObject({
      code: 'conflict',
      hint: expect.stringContaining('The training goes on.') as string,
    });
    expect(trainer.trainStep().examples).toBe(1);
  });
});
