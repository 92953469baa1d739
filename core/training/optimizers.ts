import type { OptimizerConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import { LaminaError } from '../contract/errors.ts';
import type { AdamSettings, Kernels } from '../kernels/kernels.ts';
import { ParameterBlock } from '../network/parameters.ts';
import type { Arena } from '../tensor/arena.ts';

/** Changes parameters by their gradients. */
export interface Optimizer {
  /** `step` counts from 1. */
  update(parameters: ParameterBlock, gradients: ParameterBlock, step: number): void;
  /** A copy of what it carries from step to step, in the order of the parameters. */
  exportState(): Float32Array<ArrayBuffer>;
  /** Takes back what `exportState` gave. Throws a `LaminaError` when it is of another length. */
  importState(state: Float32Array): void;
}

export function createOptimizer(config: OptimizerConfig, design: Design, kernels: Kernels, arena: Arena): Optimizer {
  switch (config.name) {
    case 'sgd':
      return new Sgd(config.learningRate, kernels);
    case 'adam':
      return new Adam(config, design, kernels, arena);
  }
}

/** Blocks of the parameters' size that an optimizer takes. */
export const stateBlocks = { sgd: 0, adam: 2 } as const satisfies Record<OptimizerConfig['name'], number>;

/** Gradient descent on one batch at a time. */
class Sgd implements Optimizer {
  readonly #learningRate: number;
  readonly #kernels: Kernels;

  constructor(learningRate: number, kernels: Kernels) {
    this.#learningRate = learningRate;
    this.#kernels = kernels;
  }

  update(parameters: ParameterBlock, gradients: ParameterBlock): void {
    this.#kernels.sgd(parameters.values, gradients.values, this.#learningRate, parameters.values.length);
  }

  exportState(): Float32Array<ArrayBuffer> {
    return new Float32Array(0);
  }

  importState(state: Float32Array): void {
    requireLength(state, 0);
  }
}

/** Adam (Kingma and Ba, 2015). */
class Adam implements Optimizer {
  readonly #settings: AdamSettings;
  readonly #kernels: Kernels;
  /** Running means of the gradients and of their squares. */
  readonly #m: ParameterBlock;
  readonly #v: ParameterBlock;

  constructor(settings: AdamSettings, design: Design, kernels: Kernels, arena: Arena) {
    this.#settings = settings;
    this.#kernels = kernels;
    this.#m = new ParameterBlock(design, arena);
    this.#v = new ParameterBlock(design, arena);
  }

  update(parameters: ParameterBlock, gradients: ParameterBlock, step: number): void {
    const { values } = parameters;
    this.#kernels.adam(values, gradients.values, this.#m.values, this.#v.values, this.#settings, step, values.length);
  }

  exportState(): Float32Array<ArrayBuffer> {
    const state = new Float32Array(this.#m.count + this.#v.count);
    this.#m.copyTo(state);
    this.#v.copyTo(state, this.#m.count);
    return state;
  }

  importState(state: Float32Array): void {
    requireLength(state, this.#m.count + this.#v.count);
    this.#m.copyFrom(state);
    this.#v.copyFrom(state, this.#m.count);
  }
}

function requireLength(state: Float32Array, length: number): void {
  if (state.length === length) return;
  throw new LaminaError(
    'bad-file',
    `The checkpoint keeps ${state.length} numbers of its optimizer, but ${length} are needed.`,
  );
}
