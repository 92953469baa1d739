import { expect, it } from 'vitest';
import { defaultConfig, type TrainingConfig } from '#core/contract/config.ts';
import { learningRates } from '#core/preview/learningRates.ts';

const config: TrainingConfig = {
  ...defaultConfig,
  optimizer: { name: 'sgd', learningRate: 0.2 },
  schedule: { name: 'exponential', factor: 0.5 },
  warmupEpochs: 1,
  epochs: 3,
};

it('are those of the steps, from the first to the last', () => {
  const rates = learningRates(config, 4, 1000);
  expect(rates.map(({ learningRate }) => learningRate)).toEqual([
    ...[0.05, 0.1, 0.2 * 0.75, 0.2],
    ...[0.2, 0.2, 0.2, 0.2],
    ...[0.1, 0.1, 0.1, 0.1],
  ]);
  expect(rates.at(-1)!.epoch).toBe(2.75);
});

it('are as many as are asked for, and one where there is one step', () => {
  const few = learningRates({ ...config, epochs: 1_000_000 }, 100_000, 300);
  expect(few).toHaveLength(300);
  expect(few[0].epoch).toBe(0);
  expect(few.at(-1)!.epoch).toBeCloseTo(999_999.99999, 5);
  expect(learningRates({ ...config, epochs: 1, warmupEpochs: 0 }, 1, 300)).toEqual([{ epoch: 0, learningRate: 0.2 }]);
});
