import { keptNumbers, type OptimizerConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { ParameterBlock } from '../network/parameters.ts';
import type { Arena } from '../tensor/arena.ts';

/** Changes parameters by their gradients. The formulas stand in core/kernels/kernels.ts. */
export interface Optimizer {
  /** What it keeps of every parameter from step to step, such as Adam's m and its v. */
  readonly blocks: readonly ParameterBlock[];
  /** `step` counts from 1. */
  update(parameters: ParameterBlock, gradients: ParameterBlock, learningRate: number, step: number): void;
}

export function createOptimizer(config: OptimizerConfig, design: Design, kernels: Kernels, arena: Arena): Optimizer {
  const blocks = Array.from({ length: keptNumbers[config.name] }, () => new ParameterBlock(design, arena));
  return { blocks, update: updateOf(config, kernels, blocks) };
}

function updateOf(config: OptimizerConfig, kernels: Kernels, blocks: readonly ParameterBlock[]): Optimizer['update'] {
  const [first, second] = blocks.map((block) => block.values);
  switch (config.name) {
    case 'sgd':
      return ({ values }, gradients, rate) => kernels.sgd(values, gradients.values, rate, values.length);
    case 'momentum':
      return ({ values }, gradients, rate) =>
        kernels.momentum(values, gradients.values, first, rate, config.momentum, values.length);
    case 'nesterov':
      return ({ values }, gradients, rate) =>
        kernels.nesterov(values, gradients.values, first, rate, config.momentum, values.length);
    case 'rmsprop':
      return ({ values }, gradients, rate) =>
        kernels.rmsprop(values, gradients.values, first, rate, config, values.length);
    case 'adam':
    case 'adamw': {
      const settings = { weightDecay: 0, ...config };
      return ({ values }, gradients, rate, step) =>
        kernels.adam(values, gradients.values, first, second, rate, settings, step, values.length);
    }
  }
}
