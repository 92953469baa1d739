import { layerShapes, type Activation, type Design } from '../contract/design.ts';
import { Random } from '../tensor/random.ts';
import type { ParameterBlock } from './parameters.ts';

/**
 * Fresh weights, uniform in [−limit, limit); biases zero. Each layer draws from a source of its own.
 * Uniform, and not normal, so that no logarithm or cosine of the host has a say in a run.
 */
export function initialise(parameters: ParameterBlock, design: Design, seed: number): void {
  layerShapes(design).forEach(({ inputs, units }, layer) => {
    const { weights, bias } = parameters.layers[layer];
    const limit = weightLimit(design.layers[layer].activation, inputs, units);
    const random = new Random(seed, 'weights', layer);
    for (let i = 0; i < weights.length; i++) weights[i] = random.between(-limit, limit);
    bias.fill(0);
  });
}

/**
 * The limit that keeps signals as strong from layer to layer: √(6/inputs) before ReLU, which silences half of them
 * (He et al., 2015), else √(6/(inputs+units)) (Glorot and Bengio, 2010).
 */
function weightLimit(activation: Activation, inputs: number, units: number): number {
  return activation === 'relu' ? Math.sqrt(6 / inputs) : Math.sqrt(6 / (inputs + units));
}
