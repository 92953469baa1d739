import { z } from 'zod';
import {
  configSchema,
  defaultConfig,
  optimizerSchema,
  type OptimizerConfig,
  type TrainingConfig,
} from '#core/contract/config.ts';
import { isRegression } from '#core/contract/dataset.ts';
import { text } from '#core/contract/fields.ts';
import { splitCounts, usualEpochs, usualOptimizer, type SetupDataset } from '#core/contract/setup.ts';
import { fitConfig } from '../training/fit.ts';

/**
 * What a preset sets: how a network is trained, on whatever it is. The loss goes with the output layer, the parts and
 * the preparation go with the dataset, and the seed is no way of training.
 */
const settingsSchema = configSchema.pick({
  optimizer: true,
  schedule: true,
  warmupEpochs: true,
  regularisation: true,
  augmentation: true,
  batchSize: true,
  epochs: true,
  stopping: true,
  validationPercent: true,
  checkpoints: true,
});
export type PresetSettings = z.infer<typeof settingsSchema>;

export const longestPresetName = 60;

/** A preset that the user has made. */
export const ownPresetSchema = z.strictObject({ name: text(longestPresetName), settings: settingsSchema });
export type OwnPreset = z.infer<typeof ownPresetSchema>;

/** A preset that comes with the program. */
export interface BuiltInPreset {
  name: string;
  /** What it does, in one sentence. */
  sentence: string;
  settingsFor: (dataset: SetupDataset) => PresetSettings;
}

export function settingsOf(config: TrainingConfig): PresetSettings {
  return z.object(settingsSchema.shape).parse(config);
}

/** A config with a preset's settings, where they go with the dataset; batches are no larger than what is trained on. */
export function applyPreset(config: TrainingConfig, settings: PresetSettings, dataset: SetupDataset): TrainingConfig {
  const applied = fitConfig({ ...config, ...settings }, dataset);
  const { train } = splitCounts(dataset, applied);
  return { ...applied, batchSize: Math.max(1, Math.min(applied.batchSize, train)) };
}

/** Whether a config is as it would be with the preset. */
export function hasPreset(config: TrainingConfig, settings: PresetSettings, dataset: SetupDataset): boolean {
  return sortedText(applyPreset(config, settings, dataset)) === sortedText(config);
}

/** The same text for the same values, in whatever order they stand. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const usual = settingsOf(defaultConfig);
const improving = { metric: 'loss', split: 'validation', minimumChange: 0 } as const;

export const builtInPresets: readonly BuiltInPreset[] = [
  {
    name: 'Usual',
    sentence: 'What a new Workbench begins with.',
    settingsFor: (dataset) => ({ ...usual, optimizer: usualOptimizer(dataset), epochs: usualEpochs(dataset) }),
  },
  {
    name: 'Quick look',
    sentence: 'Adam with large batches for a few epochs: does it learn at all?',
    settingsFor: (dataset) => ({ ...usual, optimizer: adam(dataset), batchSize: 128, epochs: epochs(dataset, 0.4) }),
  },
  {
    name: 'Careful',
    sentence: 'Adam with steps that get smaller to the end, for many epochs, of which the best one is kept.',
    settingsFor: (dataset) => ({
      ...usual,
      optimizer: adam(dataset),
      schedule: { name: 'cosine', finalFraction: 0 },
      warmupEpochs: 1,
      epochs: epochs(dataset, 4),
      validationPercent: 10,
      stopping: { patience: { ...improving, epochs: epochs(dataset, 4) }, restoreBest: true },
    }),
  },
  {
    name: 'Adam, early stopping',
    sentence: 'Learns for as long as examples that are held back are told better and better.',
    settingsFor: (dataset) => ({
      ...usual,
      optimizer: adam(dataset),
      epochs: epochs(dataset, 10),
      validationPercent: 10,
      stopping: { patience: { ...improving, epochs: epochs(dataset, 1) }, restoreBest: true },
    }),
  },
  {
    name: 'Strong regularisation',
    sentence:
      'Small weights, and pictures distorted anew each time: for few examples, or a network too large for them.',
    settingsFor: (dataset) => ({
      ...usual,
      optimizer: adam(dataset),
      regularisation: { l1: 0, l2: 0.001, clipNorm: 1 },
      augmentation: { ...usual.augmentation, shift: 2, rotate: 10, scale: 10 },
      epochs: epochs(dataset, 4),
      validationPercent: 10,
      stopping: { patience: { ...improving, epochs: epochs(dataset, 2) }, restoreBest: true },
    }),
  },
  {
    name: 'One example at a time',
    sentence: 'As tutorials do it by hand: a small step of plain gradient descent after every single example.',
    settingsFor: (dataset) => ({
      ...usual,
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 1,
      epochs: epochs(dataset, 0.4),
    }),
  },
];

/** So many times as many as is usual for the dataset. */
function epochs(dataset: SetupDataset, times: number): number {
  return Math.max(1, Math.round(usualEpochs(dataset) * times));
}

function adam(dataset: SetupDataset): OptimizerConfig {
  return optimizerSchema.parse({ name: 'adam', learningRate: isRegression(dataset) ? 0.01 : 0.001 });
}
