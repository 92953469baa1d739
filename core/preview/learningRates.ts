import type { TrainingConfig } from '../contract/config.ts';
import { learningRateFactor } from '../training/schedule.ts';

/** The learning rate at a moment of the training. */
export interface RateAt {
  /** Epochs done, with fractions. */
  epoch: number;
  learningRate: number;
}

/**
 * The learning rate over the whole of a training, exactly as its steps have it, at up to `count` of them: evenly from
 * the first to the last.
 */
export function learningRates(
  config: Pick<TrainingConfig, 'optimizer' | 'schedule' | 'warmupEpochs' | 'epochs'>,
  stepsPerEpoch: number,
  count: number,
): RateAt[] {
  const steps = config.epochs * stepsPerEpoch;
  const points = Math.min(count, steps);
  return Array.from({ length: points }, (_, index) => {
    const step = points === 1 ? 0 : Math.round((index * (steps - 1)) / (points - 1));
    const learningRate = config.optimizer.learningRate * learningRateFactor(config, step, stepsPerEpoch);
    return { epoch: step / stepsPerEpoch, learningRate };
  });
}
