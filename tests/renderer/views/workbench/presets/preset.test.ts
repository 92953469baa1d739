import { describe, expect, it } from 'vitest';
import { configSchema, defaultConfig, type TrainingConfig } from '#core/contract/config.ts';
import { setupProblems, usualOptimizer, usualPreparation, type SetupDataset } from '#core/contract/setup.ts';
import { designOf, type Draft } from '#renderer/views/workbench/draft.ts';
import { applyPreset, builtInPresets, hasPreset, settingsOf } from '#renderer/views/workbench/presets/preset.ts';

const digits: SetupDataset = { kind: 'pictures', shape: [28, 28], classes: [...'0123456789'], count: 1000 };
const spirals: SetupDataset = { kind: 'table', shape: [1, 2], classes: ['a', 'b'], count: 300 };
const plane: SetupDataset = { kind: 'table', shape: [1, 2], classes: [], targets: ['z'], count: 500 };
const tiny: SetupDataset = { ...spirals, count: 12 };

function setupFor(dataset: SetupDataset): { config: TrainingConfig; output: Draft['output'] } {
  const isRegression = dataset.targets !== undefined;
  const loss = isRegression ? ('mean-squared-error' as const) : defaultConfig.loss;
  const config = {
    ...defaultConfig,
    loss,
    optimizer: usualOptimizer(dataset),
    preparation: usualPreparation(dataset),
    epochs: dataset.kind === 'table' ? 100 : 5,
  };
  return { config, output: { activation: isRegression ? 'identity' : 'softmax' } };
}

describe.each(builtInPresets)('$name', (preset) => {
  it.each([
    ['digits', digits],
    ['a table with classes', spirals],
    ['a table with numbers to be predicted', plane],
    ['very few examples', tiny],
  ])('can be trained on %s, and is found again', (_, dataset) => {
    const { config, output } = setupFor(dataset);
    const settings = preset.settingsFor(dataset);
    const applied = applyPreset(config, settings, dataset);
    expect(configSchema.parse(applied)).toEqual(applied);
    expect(setupProblems(designOf({ hidden: [], output }, dataset), applied, dataset)).toEqual([]);
    expect(hasPreset(applied, settings, dataset)).toBe(true);
    expect([applied.loss, applied.seed, applied.preparation]).toEqual([config.loss, config.seed, config.preparation]);
  });
});

it('is the usual one that a new Workbench has, and none once a setting is another', () => {
  const has = (config: TrainingConfig) =>
    builtInPresets.filter(({ settingsFor }) => hasPreset(config, settingsFor(digits), digits)).map(({ name }) => name);
  expect(has(defaultConfig)).toEqual(['Usual']);
  expect(has({ ...defaultConfig, seed: 99, trainPercent: 50 })).toEqual(['Usual']);
  expect(has({ ...defaultConfig, warmupEpochs: 1 })).toEqual([]);
});

it('of a user goes with another kind of dataset as far as it can', () => {
  const settings = settingsOf({
    ...defaultConfig,
    batchSize: 500,
    validationPercent: 20,
    augmentation: { ...defaultConfig.augmentation, rotate: 20 },
    stopping: {
      restoreBest: false,
      target: { metric: 'accuracy', split: 'test', value: 0.9 },
      patience: { metric: 'accuracy', split: 'validation', epochs: 3, minimumChange: 0 },
    },
  });
  const { config } = setupFor(plane);
  expect(applyPreset(config, settings, plane)).toMatchObject({
    batchSize: 320,
    augmentation: { rotate: 0 },
    stopping: { target: { metric: 'rSquared', value: 0.9 }, patience: { metric: 'rSquared' } },
  });
});
