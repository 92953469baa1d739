import { describeDesign, multiplicationCount, type Design } from '#core/contract/design.ts';
import { defaultConfig } from '#core/contract/config.ts';
import type { BenchLine } from '#core/contract/requests.ts';
import { pixelScale, type ExampleTable } from '#core/data/examples.ts';
import { Random } from '#core/tensor/random.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Trainer } from '#core/training/trainer.ts';
import type { TrainingTask } from './benchProtocol.ts';
import { teamKernels, type TeamData } from './teamKernels.ts';

const seed = 1;

/** The network that a measurement trains. */
export function benchDesign(hidden: readonly number[]): Design {
  return {
    inputs: 784,
    layers: [
      ...hidden.map((units) => ({ units, activation: 'relu' as const })),
      { units: 10, activation: 'softmax' as const },
    ],
  };
}

/** Trains a network on noise for a while, and tells how fast that went. Where ReLU gives zeros, less is multiplied. */
export function measureTraining({ hidden, batchSize, seconds, threads }: TrainingTask, team: TeamData): BenchLine {
  const design = benchDesign(hidden);
  const examples = noise(2048);
  const split = {
    train: Uint32Array.from({ length: examples.count - 1 }, (_, i) => i),
    validation: new Uint32Array(),
    test: Uint32Array.of(examples.count - 1),
  };
  const config = { ...defaultConfig, batchSize, seed, epochs: 1_000_000 };
  const arena = new WasmArena(team.memory);
  const trainer = new Trainer({ design, config, examples, split, kernels: teamKernels(arena, team), arena });
  trainFor(trainer, seconds / 4);
  const { trained, elapsed } = trainFor(trainer, seconds);
  const examplesPerSecond = trained / elapsed;
  return {
    network: describeDesign(design),
    optimizer: config.optimizer.name,
    batch: batchSize,
    threads,
    examplesPerSecond,
    gigaflops: (examplesPerSecond * floatingPointOperations(design)) / 1e9,
  };
}

/** Trains for so many seconds, epochs' ends left out of the time. */
function trainFor(trainer: Trainer, seconds: number): { trained: number; elapsed: number } {
  let trained = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    const start = performance.now();
    while (!trainer.epochIsDue && elapsed + (performance.now() - start) / 1000 < seconds) {
      trained += trainer.trainStep().examples;
    }
    elapsed += (performance.now() - start) / 1000;
    if (trainer.epochIsDue) trainer.endEpoch();
  }
  return { trained, elapsed };
}

/** Of one example: a multiplication and an addition each for forward, weight gradient and, past the first layer, input gradient. */
function floatingPointOperations(design: Design): number {
  const forward = multiplicationCount(design);
  const firstLayer = design.inputs * design.layers[0].units;
  return 2 * (3 * forward - firstLayer);
}

function noise(count: number): ExampleTable {
  const random = new Random(seed, 'bench');
  return {
    count,
    features: 784,
    classes: 10,
    inputs: Uint8Array.from({ length: count * 784 }, () => random.below(256)),
    scale: pixelScale,
    labels: Uint8Array.from({ length: count }, () => random.below(10)),
  };
}
