import type { Loss } from '../contract/config.ts';
import { lossFits } from '../contract/setup.ts';
import type { Arena, Floats } from '../tensor/arena.ts';
import { backwardActivation, backwardInputs, backwardParameters } from './dense.ts';
import type { Network } from './network.ts';
import { ParameterBlock } from './parameters.ts';

export interface BackpropagationOptions {
  network: Network;
  loss: Loss;
  arena: Arena;
  /** The most examples that are learned from at once. */
  maximumRows: number;
}

/** The gradient of a batch's mean loss with respect to every parameter of a network. */
export class Backpropagation {
  readonly #network: Network;
  readonly #loss: Loss;
  readonly gradients: ParameterBlock;
  /** δ = ∂L/∂z of each layer, `[maximumRows × units]`. */
  readonly deltas: readonly Floats[];

  constructor({ network, loss, arena, maximumRows }: BackpropagationOptions) {
    if (!lossFits(loss, network.output.activation)) {
      throw new Error(`The ${loss} loss does not go with an output layer of ${network.output.activation}.`);
    }
    this.#network = network;
    this.#loss = loss;
    this.gradients = new ParameterBlock(network.design, arena);
    this.deltas = network.layers.map((layer) => arena.floats(maximumRows * layer.units));
  }

  /**
   * Fills `gradients` with the gradient of L, the mean loss of the first `rows` examples, after a `forward` of as many.
   * `targets` is `[rows × units]` of the output layer.
   */
  backward(targets: Floats, rows: number): void {
    const { layers, inputs, kernels } = this.#network;
    this.#outputDelta(targets, rows);
    for (let index = layers.length - 1; index >= 0; index--) {
      const delta = this.deltas[index];
      const x = index === 0 ? inputs : layers[index - 1].outputs;
      backwardParameters(kernels, layers[index], x, delta, this.gradients.layers[index], rows);
      if (index === 0) return;
      backwardInputs(kernels, layers[index], delta, this.deltas[index - 1], rows);
      backwardActivation(kernels, layers[index - 1], this.deltas[index - 1], rows);
    }
  }

  /**
   * δ of the output layer. All three losses begin with (a − y)/rows: for mean squared error that is ∂L/∂a; for a
   * cross-entropy it is already ∂L/∂z, because the derivative of the activation it goes with cancels out.
   */
  #outputDelta(targets: Floats, rows: number): void {
    const { output, kernels } = this.#network;
    const delta = this.deltas[this.deltas.length - 1];
    const count = rows * output.units;
    for (let i = 0; i < count; i++) delta[i] = (output.outputs[i] - targets[i]) / rows;
    if (this.#loss === 'mean-squared-error') backwardActivation(kernels, output, delta, rows);
  }
}
