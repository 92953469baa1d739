import { describe, expect, it } from 'vitest';
import type { OptimizerConfig, TrainingConfig } from '#core/contract/config.ts';
import { parameterCount } from '#core/contract/design.ts';
import {
  activationsKeepingSums,
  bytesToTrain,
  largestTrainingBytes,
  smoothingLength,
  trainingBytes,
} from '#core/contract/memory.ts';
import { smoothingLength as smoothingOfKernels } from '#core/kernels/distortion.ts';
import { activationsNeedingSums } from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { largestArenaBytes, WasmArena } from '#core/tensor/arena.ts';
import { clusters, regression, smallSetup, splitOff, trainerOf } from '../training/examples.ts';

it('agrees with the kernels and the arena on what they need and have', () => {
  expect(activationsKeepingSums).toEqual(activationsNeedingSums);
  expect([1, 28].map(smoothingLength)).toEqual([1, 28].map(smoothingOfKernels));
  expect(largestTrainingBytes).toBe(largestArenaBytes);
});

it('counts the examples of a dataset as a training holds them, and the best weights that are kept', () => {
  const { design } = smallSetup;
  const config = { ...smallSetup.config, preparation: 'none' as const };
  const pictures = { count: 100, testCount: 0, shape: [1, 5], classes: [], targets: [], kind: 'pictures' } as const;
  const bytes = (change: object, setup = config) => bytesToTrain(design, setup, { ...pictures, ...change });
  expect(bytes({ kind: 'table' }) - bytes({})).toBe(3 * 100 * 5);
  const counts = { all: 100, train: 80, validation: 0, test: 20 };
  expect(bytes({}, { ...config, trainPercent: 80 })).toBe(trainingBytes(design, config, counts));
  const restoring = { ...config, stopping: { restoreBest: true } };
  expect(bytes({}, restoring)).toBeGreaterThanOrEqual(bytes({}) + 4 * parameterCount(design));
});

describe('the memory of a training is known beforehand', () => {
  const adam: OptimizerConfig = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

  it.each<[string, TrainingConfig, number, number]>([
    ['SGD in small batches', smallSetup.config, 13, 3],
    ['Adam', { ...smallSetup.config, optimizer: adam }, 13, 3],
    ['many examples', smallSetup.config, 700, 100],
    ['one large batch', { ...smallSetup.config, batchSize: 500 }, 700, 100],
    ['a momentum', { ...smallSetup.config, optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 } }, 13, 3],
    ['class indices', { ...smallSetup.config, loss: 'sparse-categorical-cross-entropy' }, 500, 100],
    ['the best weights kept', { ...smallSetup.config, stopping: { restoreBest: true } }, 13, 3],
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

  it('of layers that keep their sums, and of dropout', () => {
    const layers = [
      { units: 50, activation: 'gelu' as const, dropout: 0.5 },
      { units: 40, activation: 'relu' as const, dropout: 0.1 },
      { units: 30, activation: 'swish' as const },
      { units: 3, activation: 'softmax' as const },
    ];
    const design = { inputs: 5, layers };
    const config = { ...smallSetup.config, batchSize: 200 };
    const [arena, split] = [new WasmArena(), splitOff(400, 50, 30)];
    const before = arena.used;
    trainerOf({ design, config, examples: clusters(400, 5, 3), split }, referenceKernels, arena);
    const counts = { all: 400, train: 320, validation: 30, test: 50 };
    const surplus = arena.used - before - trainingBytes(design, config, counts);
    expect(surplus).toBeGreaterThanOrEqual(0);
    expect(surplus).toBeLessThan(32 * 64);
  });

  it('of a regression', () => {
    const design = { inputs: 5, layers: [{ units: 7, activation: 'identity' as const }] };
    const config = { ...smallSetup.config, loss: 'mean-squared-error' as const };
    const [arena, split] = [new WasmArena(), splitOff(400, 50)];
    const before = arena.used;
    trainerOf({ design, config, examples: regression(400, 5, 7), split }, referenceKernels, arena);
    const counts = { all: 400, train: 350, validation: 0, test: 50, targets: 7 };
    const surplus = arena.used - before - trainingBytes(design, config, counts);
    expect(surplus).toBeGreaterThanOrEqual(0);
    expect(surplus).toBeLessThan(16 * 64);
  });

  it('of an augmentation', () => {
    const design = { inputs: 60, layers: [{ units: 3, activation: 'softmax' as const }] };
    const augmentation = { ...smallSetup.config.augmentation, elastic: { strength: 30, smoothness: 4 } };
    const config = { ...smallSetup.config, augmentation };
    const shape = [2, 30] as const;
    const [arena, split] = [new WasmArena(), splitOff(20, 5)];
    const before = arena.used;
    trainerOf({ design, config, examples: clusters(20, 60, 3), shape, split }, referenceKernels, arena);
    const counts = { all: 20, train: 15, validation: 0, test: 5 };
    const bytes = trainingBytes(design, config, { ...counts, shape });
    expect(bytes).toBeGreaterThan(trainingBytes(design, config, counts) + 2 * 30 * 4);
    const surplus = arena.used - before - bytes;
    expect(surplus).toBeGreaterThanOrEqual(0);
    expect(surplus).toBeLessThan(16 * 64);
  });

  it('of a table of floats, with what is measured of its inputs', () => {
    const design = { inputs: 50, layers: [{ units: 7, activation: 'identity' as const }] };
    const config = { ...smallSetup.config, preparation: 'standardise' as const, loss: 'mean-squared-error' as const };
    const bytes = regression(400, 50, 7);
    const statistics = { offset: new Float32Array(50), factor: new Float32Array(50) };
    const examples = { ...bytes, inputs: Float32Array.from(bytes.inputs), statistics };
    const [arena, split] = [new WasmArena(), splitOff(400, 50)];
    const before = arena.used;
    trainerOf({ design, config, examples, split }, referenceKernels, arena);
    const counts = { all: 400, train: 350, validation: 0, test: 50, targets: 7, bytesPerInput: 4 };
    const surplus = arena.used - before - trainingBytes(design, config, counts);
    expect(surplus).toBeGreaterThanOrEqual(0);
    expect(surplus).toBeLessThan(20 * 64);
  });

  it('is four floats a parameter with Adam, and little else', () => {
    const large = {
      inputs: 4000,
      layers: [
        { units: 4000, activation: 'relu' as const },
        { units: 10, activation: 'softmax' as const },
      ],
    };
    const counts = { all: 1000, train: 800, validation: 0, test: 200 };
    const bytes = trainingBytes(large, { ...smallSetup.config, batchSize: 32, optimizer: adam }, counts);
    expect(bytes - 4 * 4 * parameterCount(large)).toBeLessThan(20e6);
  });

  it('grows with the design as its parameters do', () => {
    const large = { inputs: 784, layers: [{ units: 50_000, activation: 'softmax' as const }] };
    const counts = { all: 10, train: 8, validation: 0, test: 2 };
    const bytes = trainingBytes(large, { ...smallSetup.config, batchSize: 1, optimizer: adam }, counts);
    expect(bytes).toBeGreaterThan(4 * 4 * 785 * 50_000);
    expect(bytes).toBeLessThan(1.02 * 4 * 4 * 785 * 50_000);
  });
});
