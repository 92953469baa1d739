import type { Loss } from '../contract/config.ts';
import { isTrainable } from '../contract/design.ts';
import { lossFits } from '../contract/setup.ts';
import { keyOfStep } from '../kernels/hash.ts';
import type { Arena, Floats } from '../tensor/arena.ts';
import { Random } from '../tensor/random.ts';
import { backwardActivation, backwardInputs, backwardParameters, descendParameters, forwardDense } from './dense.ts';
import { lossDelta } from './losses.ts';
import type { Network } from './network.ts';
import { ParameterBlock } from './parameters.ts';

export interface BackpropagationOptions {
  network: Network;
  loss: Loss;
  arena: Arena;
  /** The most examples that are learned from at once. */
  maximumRows: number;
  /** Names what dropout leaves out. */
  seed: number;
}

/** Dropout behind one layer. */
interface Dropout {
  readonly probability: number;
  /** From which each step's key is made. */
  readonly layerKey: number;
  key: number;
}

/** The gradient of a batch's mean loss with respect to every parameter of a network. */
export class Backpropagation {
  readonly #network: Network;
  readonly #loss: Loss;
  readonly gradients: ParameterBlock;
  /** δ = ∂L/∂z of each layer, `[maximumRows × units]`. */
  readonly deltas: readonly Floats[];
  readonly #dropouts: readonly (Dropout | null)[];
  /** What each layer hands on, `[maximumRows × units]`: its outputs, or what dropout has left of them. */
  readonly #carried: readonly Floats[];

  /** Throws when no gradient can be had of this network and loss. */
  constructor({ network, loss, arena, maximumRows, seed }: BackpropagationOptions) {
    const { layers, output, design } = network;
    if (!lossFits(loss, output.activation)) {
      throw new Error(`The ${loss} loss does not go with an output layer of ${output.activation}.`);
    }
    const jumping = layers.find(({ activation }) => !isTrainable(activation));
    if (jumping) throw new Error(`No gradient passes through ${jumping.activation}.`);
    this.#network = network;
    this.#loss = loss;
    this.gradients = new ParameterBlock(design, arena);
    this.deltas = layers.map((layer) => arena.floats(maximumRows * layer.units));
    this.#dropouts = design.layers.map(({ dropout = 0 }, index) =>
      dropout === 0 ? null : { probability: dropout, layerKey: new Random(seed, 'dropout', index).bits(), key: 0 },
    );
    this.#carried = layers.map((layer, index) =>
      this.#dropouts[index] ? arena.floats(maximumRows * layer.units) : layer.outputs,
    );
  }

  /**
   * Carries the first `rows` of the network's inputs through all layers as `Network.forward` does, but for what dropout
   * leaves out: that is another set for each `step`, the same one whenever it is asked for.
   */
  forward(rows: number, step: number): void {
    const { layers, kernels } = this.#network;
    for (let index = 0; index < layers.length; index++) {
      const layer = layers[index];
      forwardDense(kernels, layer, this.#inputsOf(index), rows);
      const dropout = this.#dropouts[index];
      if (dropout === null) continue;
      dropout.key = keyOfStep(dropout.layerKey, step);
      kernels.dropOut(layer.outputs, this.#carried[index], dropout.probability, dropout.key, rows * layer.units);
    }
  }

  /**
   * Fills `gradients` with the gradient of L, the mean loss of the first `rows` examples, after a `forward` of as many.
   * `targets` is as `lossSum` takes it.
   */
  backward(targets: Floats, rows: number): void {
    this.#propagate(targets, rows);
    const { layers, kernels } = this.#network;
    for (let index = 0; index < layers.length; index++) {
      const gradients = this.gradients.layers[index];
      backwardParameters(kernels, layers[index], this.#inputsOf(index), this.deltas[index], gradients, rows);
    }
  }

  /**
   * A step of gradient descent for all parameters at once, to the same bits as `backward` and then parameters −
   * learningRate·`gradients`, but faster: most gradients are not written down, so `gradients` is of no use afterwards.
   */
  descend(targets: Floats, rows: number, learningRate: number): void {
    this.#propagate(targets, rows);
    const { layers, kernels } = this.#network;
    for (let index = 0; index < layers.length; index++) {
      const gradients = this.gradients.layers[index];
      const x = this.#inputsOf(index);
      descendParameters(kernels, layers[index], x, this.deltas[index], gradients, learningRate, rows);
    }
  }

  /** Fills `deltas`, from the output layer back. They are all that the gradients need beside what went forward. */
  #propagate(targets: Floats, rows: number): void {
    const { layers, kernels, output } = this.#network;
    const last = layers.length - 1;
    lossDelta(this.#loss, output, targets, this.deltas[last], rows);
    if (this.#loss === 'mean-squared-error') backwardActivation(kernels, output, this.deltas[last], rows);
    for (let index = last; index > 0; index--) {
      const below = layers[index - 1];
      const deltaBelow = this.deltas[index - 1];
      backwardInputs(kernels, layers[index], this.deltas[index], deltaBelow, rows);
      const dropout = this.#dropouts[index - 1];
      // What was left out has no part in the loss; the rest was made larger by a factor, and so is its gradient.
      if (dropout) kernels.dropOut(deltaBelow, deltaBelow, dropout.probability, dropout.key, rows * below.units);
      backwardActivation(kernels, below, deltaBelow, rows);
    }
  }

  /** What a layer was given by the last `forward`. */
  #inputsOf(index: number): Floats {
    return index === 0 ? this.#network.inputs : this.#carried[index - 1];
  }
}
