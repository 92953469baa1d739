import {
  isAugmented,
  longestAugmentedSide,
  defaultConfig,
  type Stopping,
  type TrainingConfig,
} from '#core/contract/config.ts';
import { isRegression } from '#core/contract/dataset.ts';
import type { MetricName } from '#core/contract/metrics.ts';
import type { SetupDataset } from '#core/contract/setup.ts';
import { retarget, watchable } from './stopping.ts';

/** Sets what cannot go with a dataset to what does. The loss goes with the output layer, and is left as it is. */
export function fitConfig(config: TrainingConfig, dataset: SetupDataset): TrainingConfig {
  return {
    ...config,
    stratified: config.stratified && !isRegression(dataset),
    testPart: (dataset.testCount ?? 0) > 0 ? config.testPart : 'split',
    augmentation:
      isDistortable(dataset) || !isAugmented(config.augmentation) ? config.augmentation : defaultConfig.augmentation,
    stopping: fitStopping(config.stopping, dataset),
  };
}

function isDistortable({ kind, shape }: Pick<SetupDataset, 'kind' | 'shape'>): boolean {
  return kind !== 'table' && Math.max(...shape) <= longestAugmentedSide;
}

/** A score that a dataset does not have becomes the one that stands for it there. */
function fitStopping(stopping: Stopping, dataset: SetupDataset): Stopping {
  const allowed = watchable(dataset);
  const fitting = (metric: MetricName): MetricName => {
    if (allowed.includes(metric)) return metric;
    if (metric === 'accuracy') return 'rSquared';
    return metric === 'rSquared' ? 'accuracy' : 'loss';
  };
  const { patience, target, ...others } = stopping;
  return {
    ...others,
    ...(patience && { patience: { ...patience, metric: fitting(patience.metric) } }),
    ...(target && { target: retarget(target, fitting(target.metric)) }),
  };
}
