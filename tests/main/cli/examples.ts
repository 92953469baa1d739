import { defaultConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import type { EpochResult, RunDetail, RunSummary } from '#core/contract/run.ts';

export const digits: Dataset = {
  id: 'digits',
  name: 'Digits',
  source: { kind: 'digits', version: 1, count: 1000, seed: 1 },
  state: 'ready',
  hash: 'd'.repeat(64),
  count: 1000,
  kind: 'pictures',
  columns: [],
  targets: [],
  testCount: 0,
  licence: null,
  trashedAt: null,
  shape: [28, 28],
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  classCounts: Array<number>(10).fill(100),
  bytes: 785_000,
  createdAt: 1_760_000_000_000,
};

export function epochResult(epoch: number, testLoss = 1 / (epoch + 2)): EpochResult {
  return {
    epoch,
    train: { loss: 1 / (epoch + 1), accuracy: 0.9 + epoch / 300 },
    test: { loss: testLoss, accuracy: 0.875 + epoch / 300 },
  };
}

export function run(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'a1b2c3',
    name: 'First try',
    status: 'finished',
    problem: null,
    dataset: { id: digits.id, name: digits.name, hash: digits.hash, kind: 'pictures', shape: [28, 28], targets: [] },
    design: {
      inputs: 784,
      layers: [
        { units: 128, activation: 'relu' },
        { units: 10, activation: 'softmax' },
      ],
    },
    config: { ...defaultConfig, epochs: 2 },
    parameters: 101_770,
    createdAt: 1_760_000_000_000,
    endedAt: 1_760_000_100_000,
    trashedAt: null,
    learningRate: defaultConfig.optimizer.learningRate,
    epochs: 2,
    best: epochResult(2),
    last: epochResult(2),
    seconds: 12.5,
    examplesPerSecond: 123_456.789,
    weightsHash: 'a'.repeat(64),
    weightsEpoch: 2,
    weightsBatches: 0,
    weightsResult: epochResult(2),
    kernelBuild: 'relaxed-simd',
    programVersion: '1.2.3',
    parent: null,
    ...changes,
  };
}

export function detail(changes: Partial<RunDetail> = {}): RunDetail {
  return {
    ...run(changes),
    checkpoints: [
      {
        epoch: 2,
        step: 50,
        kinds: ['best', 'last', 'kept'],
        weightsHash: 'a'.repeat(64),
        bytes: 407_080,
        createdAt: 1_760_000_100_000,
      },
    ],
    trainExamples: 800,
    testExamples: 200,
    split: { hash: 'b'.repeat(64), train: 800, validation: 0, test: 200 },
    stepsPerEpoch: 25,
    learningRates: [],
    ...changes,
  };
}
