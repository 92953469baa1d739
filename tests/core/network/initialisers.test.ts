import { describe, expect, it } from 'vitest';
import { fittingInitialisation, hiddenActivations, type Initialisation } from '#core/contract/design.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena } from '#core/tensor/arena.ts';

/** The weights of one layer of 200 inputs and 100 units. */
function weightsOf(initialisation: Initialisation, seed = 1): Float32Array {
  const design = { inputs: 200, layers: [{ units: 100, activation: 'tanh' as const, initialisation }] };
  const network = new Network({ design, kernels: referenceKernels, arena: new PlainArena(32), maximumRows: 1 });
  network.initialise(seed);
  expect(network.parameters.layers[0].bias.every((value) => value === 0)).toBe(true);
  return Float32Array.from(network.parameters.layers[0].weights);
}

/** Root of the mean square: the standard deviation of numbers whose mean is 0. */
function deviation(weights: Float32Array): number {
  return Math.hypot(...weights) / Math.sqrt(weights.length);
}

describe('fresh weights', () => {
  it.each<[Initialisation, number]>([
    ['uniform', 0.05 / Math.sqrt(3)],
    ['normal', 0.05],
    ['lecun-uniform', Math.sqrt(1 / 200)],
    ['lecun-normal', Math.sqrt(1 / 200)],
    ['glorot-uniform', Math.sqrt(2 / 300)],
    ['glorot-normal', Math.sqrt(2 / 300)],
    ['he-uniform', Math.sqrt(2 / 200)],
    ['he-normal', Math.sqrt(2 / 200)],
  ])('of %s have the standard deviation %d', (initialisation, expected) => {
    const weights = weightsOf(initialisation);
    expect(Math.abs(deviation(weights) / expected - 1)).toBeLessThan(0.02);
    const largest = Math.max(...weights.map(Math.abs)) / expected;
    if (initialisation.endsWith('normal')) expect(largest).toBeGreaterThan(3);
    else expect(largest).toBeLessThanOrEqual(Math.sqrt(3) * (1 + 1e-6));
  });

  it('of zeros are 0', () => {
    expect(weightsOf('zeros').every((weight) => weight === 0)).toBe(true);
  });

  it('of a normal distribution follow from the seed', () => {
    expect(weightsOf('he-normal')).toEqual(weightsOf('he-normal'));
    expect(weightsOf('he-normal')).not.toEqual(weightsOf('he-normal', 2));
  });
});

it('rectifiers begin as He says, and the others as Glorot does', () => {
  const found = Object.fromEntries(hiddenActivations.map((name) => [name, fittingInitialisation(name)]));
  expect(found).toMatchObject({ relu: 'he-uniform', gelu: 'he-uniform', elu: 'he-uniform', tanh: 'glorot-uniform' });
  expect(fittingInitialisation('softmax')).toBe('glorot-uniform');
});
