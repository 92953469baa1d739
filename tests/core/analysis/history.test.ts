import { describe, expect, it } from 'vitest';
import { batchAfter, describeWeights } from '#core/analysis/history.ts';
import { configSchema, defaultConfig } from '#core/contract/config.ts';

it.each([
  [0, 25, 'batch 1, epoch 1'],
  [24, 25, 'batch 25, epoch 1'],
  [25, 25, 'batch 26, epoch 2'],
  [1_230, 500, 'batch 1,231, epoch 3'],
  [0, 0, 'batch 1, epoch 1'],
])('after %i batches of %i an epoch comes %s', (step, stepsPerEpoch, told) => {
  expect(batchAfter(step, stepsPerEpoch)).toBe(told);
});

describe('the weights of a run', () => {
  const run = { status: 'finished', config: defaultConfig, epochs: 12, weightsEpoch: 12, weightsBatches: 0 } as const;
  const restoring = configSchema.parse({
    ...defaultConfig,
    stopping: { patience: { metric: 'loss', split: 'test' }, restoreBest: true },
  });

  it.each([
    [{}, 'of epoch 12'],
    [{ weightsEpoch: null }, null],
    [{ weightsEpoch: 0, epochs: 0 }, 'from before the end of epoch 1'],
    [{ weightsBatches: 1438 }, 'from within epoch 13, after 1,438 batches of it, and were not tested'],
    [
      { weightsEpoch: 0, epochs: 0, weightsBatches: 1 },
      'from within epoch 1, after 1 batch of it, and were not tested',
    ],
    [{ config: restoring }, 'of epoch 12'],
    [{ config: restoring, weightsEpoch: 7 }, 'of epoch 7, the best by test loss, restored after epoch 12'],
    [
      { config: restoring, status: 'diverged' as const, weightsEpoch: 7 },
      'of epoch 7, the newest checkpoint; epoch 12 was the last to be tested',
    ],
  ])('of %o are %s', (changes, told) => {
    expect(describeWeights({ ...run, ...changes })).toBe(told);
  });
});
