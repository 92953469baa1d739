import type { OptimizerConfig } from '#core/contract/config.ts';

/** One line of the comparison: a network from 784 inputs to 10 outputs, ReLU between, softmax and cross-entropy. */
export interface Case {
  hidden: number[];
  batch: number;
  optimizer: OptimizerConfig['name'];
  /** How many times as fast as PyTorch Lamina should be. */
  target: number;
}

export const cases: Case[] = [
  { hidden: [128], batch: 32, optimizer: 'sgd', target: 3 },
  { hidden: [128], batch: 32, optimizer: 'adam', target: 3 },
  { hidden: [128], batch: 1, optimizer: 'sgd', target: 8 },
  { hidden: [512, 256], batch: 128, optimizer: 'sgd', target: 2.5 },
  { hidden: [1024, 1024], batch: 256, optimizer: 'sgd', target: 1.7 },
];

/** How many times as fast as TensorFlow.js Lamina should be, in every case. */
export const tensorflowTarget = 20;
