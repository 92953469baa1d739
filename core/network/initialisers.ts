import { fittingInitialisation, layerShapes, type Design, type Initialisation } from '../contract/design.ts';
import { normal } from '../tensor/normal.ts';
import { Random } from '../tensor/random.ts';
import type { ParameterBlock } from './parameters.ts';

/** Fresh weights, as each layer's initialisation says; biases zero. Each layer draws from a source of its own. */
export function initialise(parameters: ParameterBlock, design: Design, seed: number): void {
  layerShapes(design).forEach(({ inputs, units }, layer) => {
    const { weights, bias } = parameters.layers[layer];
    const { activation, initialisation = fittingInitialisation(activation) } = design.layers[layer];
    const { above, below } = weightVariance(initialisation, inputs, units);
    const random = new Random(seed, 'weights', layer);
    if (isNormal(initialisation)) {
      const deviation = Math.sqrt(above / below);
      for (let i = 0; i < weights.length; i++) weights[i] = deviation * normal(random);
    } else {
      // Uniform numbers between −limit and limit have the variance limit²/3.
      const limit = Math.sqrt((3 * above) / below);
      for (let i = 0; i < weights.length; i++) weights[i] = random.between(-limit, limit);
    }
    bias.fill(0);
  });
}

/**
 * The variance of the weights `[inputs × units]`, as a fraction. LeCun's keeps the signals as strong from layer to layer
 * as they are, going forward (LeCun et al., 1998); Glorot's going both ways (Glorot and Bengio, 2010); He's behind a
 * rectifier, which silences half of them (He et al., 2015). The plain ones are of one size whatever the layer: uniform
 * between −0.05 and 0.05, normal with the standard deviation 0.05.
 */
function weightVariance(
  initialisation: Initialisation,
  inputs: number,
  units: number,
): { above: number; below: number } {
  switch (initialisation) {
    case 'zeros':
      return { above: 0, below: 1 };
    case 'uniform':
      return { above: 0.0025, below: 3 };
    case 'normal':
      return { above: 0.0025, below: 1 };
    case 'lecun-uniform':
    case 'lecun-normal':
      return { above: 1, below: inputs };
    case 'glorot-uniform':
    case 'glorot-normal':
      return { above: 2, below: inputs + units };
    case 'he-uniform':
    case 'he-normal':
      return { above: 2, below: inputs };
  }
}

function isNormal(initialisation: Initialisation): boolean {
  return initialisation.endsWith('normal');
}
