import type { OptimizerConfig } from '../../contract/config.ts';

/** Beyond these, a learning rate is far out: about thirty times what the optimizer usually learns well with, either way. */
export const learningRateBounds: Readonly<Record<OptimizerConfig['name'], { least: number; most: number }>> = {
  sgd: { least: 0.001, most: 3 },
  momentum: { least: 0.0003, most: 0.3 },
  nesterov: { least: 0.0003, most: 0.3 },
  rmsprop: { least: 0.00003, most: 0.03 },
  adam: { least: 0.00003, most: 0.03 },
  adamw: { least: 0.00003, most: 0.03 },
};

/** From how many hidden layers of sigmoid on, or of sigmoid and tanh, the gradient is nearly gone at the first one. */
export const vanishingLayers = { sigmoid: 3, saturating: 6 };

/** From how many hidden layers on it tells that their weights begin too large or too small for their activation. */
export const misfitLayers = 5;

/** The largest share that dropout leaves out without drowning what is learned, and what to go back to. */
export const dropoutShare = { most: 0.6, usual: 0.5 };

/** Fewer steps in all of a training, with batches larger than `batch`, are few to learn from. */
export const fewSteps = { steps: 100, batch: 32 };

/** How a network with more parameters than examples is kept from learning them by heart. */
export const heldBack = { validationPercent: 10, patienceEpochs: 10, l2: 0.001 };
