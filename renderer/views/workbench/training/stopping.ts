import type { Stopping, TrainingConfig } from '#core/contract/config.ts';
import { isRegression } from '#core/contract/dataset.ts';
import type { MetricName } from '#core/contract/metrics.ts';
import type { SetupDataset } from '#core/contract/setup.ts';

type Stop = Pick<TrainingConfig, 'stopping' | 'validationPercent'>;
export type Patience = NonNullable<Stopping['patience']>;
export type Target = NonNullable<Stopping['target']>;

/** What can be watched on a dataset. */
export function watchable(dataset: Pick<SetupDataset, 'targets'> | undefined): MetricName[] {
  return isRegression(dataset ?? {}) ? ['loss', 'meanAbsoluteError', 'rSquared'] : ['loss', 'accuracy'];
}

const usualPatience: Patience = { metric: 'loss', split: 'validation', epochs: 5, minimumChange: 0 };
const usualValidationPercent = 10;

/**
 * Turns the patience on or off. It watches a validation part, so that the test stays unseen; where there is none, one is
 * held back. The best weights cannot be restored without it.
 */
export function withPatience({ stopping, validationPercent }: Stop, isOn: boolean): Stop {
  const { patience, ...others } = stopping;
  if (!isOn) return { stopping: { ...others, restoreBest: false }, validationPercent };
  return {
    stopping: { ...others, patience: patience ?? usualPatience },
    validationPercent: validationPercent === 0 ? usualValidationPercent : validationPercent,
  };
}

/** Turns the target on or off: an accuracy, or R², that is good for many datasets. It watches what there is. */
export function withTarget(
  { stopping, validationPercent }: Stop,
  isOn: boolean,
  dataset: Pick<SetupDataset, 'targets'> | undefined,
): Pick<Stop, 'stopping'> {
  const { target, ...others } = stopping;
  if (!isOn) return { stopping: others };
  const metric = isRegression(dataset ?? {}) ? 'rSquared' : 'accuracy';
  const split = validationPercent > 0 ? 'validation' : 'test';
  return { stopping: { ...others, target: target ?? { metric, split, value: 0.95 } } };
}

/** The values that a target can be met with, as the field takes them. */
export const targetRange: Record<MetricName, { minimum: number; maximum: number }> = {
  loss: { minimum: 0, maximum: 1_000_000 },
  accuracy: { minimum: 0, maximum: 1 },
  meanAbsoluteError: { minimum: 0, maximum: 1_000_000 },
  rSquared: { minimum: -1_000_000, maximum: 1 },
};

/** Another metric; a value that it can never have becomes the nearest one that it can. */
export function retarget(target: Target, metric: MetricName): Target {
  const { minimum, maximum } = targetRange[metric];
  return { ...target, metric, value: Math.min(maximum, Math.max(minimum, target.value)) };
}
