import type { Schedule, TrainingConfig } from '../contract/config.ts';
import { wholePower } from '../kernels/power.ts';
import type { LearningRateChange } from './checkpoint.ts';

/**
 * The learning rate at a step, counted from 0, before schedule and warm-up: that of the newest change by then, else the
 * one that the training began with. The changes are in the order of their steps, and may lie ahead.
 */
export function baseLearningRate(
  initial: number,
  changes: readonly Readonly<LearningRateChange>[],
  step: number,
): number {
  let at = changes.length - 1;
  while (at >= 0 && changes[at].step > step) at--;
  return at < 0 ? initial : changes[at].learningRate;
}
import { cosineOfHalfTurns } from '../tensor/sine.ts';

/**
 * What the learning rate is multiplied by at a step, counted from 0. It grows evenly to 1 over the steps of the warm-up;
 * the schedule begins where that ends.
 */
export function learningRateFactor(
  { schedule, warmupEpochs, epochs }: Pick<TrainingConfig, 'schedule' | 'warmupEpochs' | 'epochs'>,
  step: number,
  stepsPerEpoch: number,
): number {
  const warmup = Math.round(warmupEpochs * stepsPerEpoch);
  if (step < warmup) return (step + 1) / warmup;
  return scheduleFactor(schedule, step - warmup, epochs * stepsPerEpoch - warmup, stepsPerEpoch);
}

/** `step` counts from the end of the warm-up, and there are `steps` of them. */
function scheduleFactor(schedule: Schedule, step: number, steps: number, stepsPerEpoch: number): number {
  const epoch = Math.floor(step / stepsPerEpoch);
  switch (schedule.name) {
    case 'constant':
      return 1;
    case 'step':
      return wholePower(schedule.factor, Math.floor(epoch / schedule.everyEpochs));
    case 'exponential':
      return wholePower(schedule.factor, epoch);
    case 'cosine':
      return schedule.finalFraction + ((1 - schedule.finalFraction) * (1 + cosineOfHalfTurns(step / steps))) / 2;
  }
}
