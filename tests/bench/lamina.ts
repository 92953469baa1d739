import { defaultConfig, optimizerSchema, usualLearningRate } from '#core/contract/config.ts';
import type { ExampleTable } from '#core/data/examples.ts';
import { createControl, disband } from '#core/kernels/threaded/team.ts';
import { createMemory, WasmArena } from '#core/tensor/arena.ts';
import { usefulThreads } from '#core/training/threads.ts';
import { Trainer } from '#core/training/trainer.ts';
import { readKernelBinaries } from '#main/engine/kernelBinaries.ts';
import { teamKernels } from '#main/engine/threads/teamKernels.ts';
import { benchDesign } from '#main/engine/threads/measureTraining.ts';
import { startThread } from '#main/engine/threads/scripts.ts';
import type { Contestant } from './contestant.ts';

const warmUpSeconds = 0.3;

/** Lamina's trainer in this very thread, with its helpers. */
export function lamina(threads: number, examples: ExampleTable): Contestant {
  let trainer: Trainer | undefined;
  let control = createControl();
  return {
    name: `Lamina, ${threads} thread${threads === 1 ? '' : 's'}`,
    async prepare({ hidden, batch, optimizer: name }) {
      disband(control);
      control = createControl();
      const design = benchDesign(hidden);
      const memory = createMemory();
      const binaries = readKernelBinaries();
      const team = { binaries, memory, control, threads: usefulThreads(design, batch, threads) };
      for (let thread = 1; thread < team.threads; thread++) {
        startThread('helper', { memory, binaries, control, thread }).unref();
      }
      const arena = new WasmArena(memory);
      const optimizer = optimizerSchema.parse({ name, learningRate: usualLearningRate[name] });
      const config = { ...defaultConfig, optimizer, batchSize: batch, epochs: 1_000_000 };
      const split = {
        train: Uint32Array.from({ length: examples.count - 1 }, (_, i) => i),
        validation: new Uint32Array(),
        test: Uint32Array.of(examples.count - 1),
      };
      trainer = new Trainer({ design, config, examples, split, kernels: teamKernels(arena, team), arena });
      await new Promise((resolve) => setTimeout(resolve, 200)); // the helpers come
      trainFor(trainer, warmUpSeconds);
    },
    round: (seconds) => Promise.resolve(trainFor(trainer!, seconds)),
    close: () => Promise.resolve(disband(control)),
  };
}

/** Examples a second, the shuffle and the tiny test at an epoch's end included. */
function trainFor(trainer: Trainer, seconds: number): number {
  const start = performance.now();
  let trained = 0;
  while (performance.now() - start < seconds * 1000) {
    if (trainer.epochIsDue) trainer.endEpoch();
    trained += trainer.trainStep().examples;
  }
  return (trained / (performance.now() - start)) * 1000;
}
