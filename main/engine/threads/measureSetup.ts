import type { TrainingConfig } from '#core/contract/config.ts';
import { measureInputs } from '#core/data/preparation.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Trainer } from '#core/training/trainer.ts';
import type { SetupSpeed, SetupTask } from './benchProtocol.ts';
import { firstExamples, toExamples, type SharedTable } from './table.ts';
import { teamKernels, type TeamData } from './teamKernels.ts';

/** How long steps are made before any is timed, and how long they are timed. A slow one is made at least twice. */
const warmMilliseconds = 50;
const timedMilliseconds = 80;
const leastSteps = 2;
const evaluations = 3;
/** Enough that a batch comes from memory, as in a run, and not from the processor's caches. */
const mostSampleBytes = 16 * 2 ** 20;
const mostTestExamples = 256;

/**
 * Trains a network for a moment, on the very examples that it is meant for, and tells how fast that goes. The steps are
 * too small to change much: a learning rate that makes a network diverge says nothing of its speed.
 */
export function measureSetup({ design, config, shape, table, batchSize }: SetupTask, team: TeamData): SetupSpeed {
  const sample = firstExamples(table, Math.max(sampleSize(table), 2 * batchSize));
  const order = Uint32Array.from({ length: sample.count }, (_, index) => index);
  // Whole batches only, so that all steps are alike.
  const train = order.slice(0, Math.floor(sample.count / batchSize) * batchSize);
  const split = { train, validation: new Uint32Array(), test: order.slice(0, mostTestExamples) };
  const statistics = measureInputs(config.preparation, toExamples(sample, config.preparation, null), order);
  const examples = toExamples(sample, config.preparation, statistics);
  const arena = new WasmArena(team.memory);
  const kernels = teamKernels(arena, team);
  const trainer = new Trainer({ design, config: gentle(config, batchSize), examples, shape, split, kernels, arena });
  timesOf(trainer, warmMilliseconds);
  const perStep = timesOf(trainer, timedMilliseconds);
  const perTest = Array.from({ length: evaluations }, () => timeOf(() => trainer.evaluate('test')));
  return {
    secondsPerExample: median(perStep) / batchSize / 1000,
    secondsPerEvaluated: median(perTest) / split.test.length / 1000,
  };
}

function sampleSize({ features, arePictures }: SharedTable): number {
  return Math.floor(mostSampleBytes / (features * (arePictures ? 1 : 4)));
}

function gentle(config: TrainingConfig, batchSize: number): TrainingConfig {
  const optimizer = { ...config.optimizer, learningRate: 1e-6 };
  return { ...config, batchSize, optimizer, epochs: 1_000_000, stopping: { restoreBest: false } };
}

/** Milliseconds of each whole batch that is trained on in so many milliseconds; the ends of epochs are left out. */
function timesOf(trainer: Trainer, milliseconds: number): number[] {
  const times: number[] = [];
  let passed = 0;
  while (passed < milliseconds || times.length < leastSteps) {
    const time = timeOf(() => trainer.trainStep());
    passed += time;
    times.push(time);
    if (trainer.epochIsDue) trainer.endEpoch();
  }
  return times;
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Whatever else the machine does for a moment makes some of them longer, and says nothing of the next minutes. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
