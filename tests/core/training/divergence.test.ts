import { describe, expect, it } from 'vitest';
import type { LayerDesign } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { bits, clusters, regression, smallSetup, splitOff, trainerOf, trainToEnd, type Setup } from './examples.ts';

const layers: LayerDesign[] = [
  { units: 4, activation: 'relu' },
  { units: 4, activation: 'relu' },
  { units: 2, activation: 'identity' },
];
const setup: Setup = {
  design: { inputs: 3, layers },
  config: { ...smallSetup.config, loss: 'mean-squared-error', batchSize: 4, epochs: 5 },
  examples: regression(13, 3, 2),
  split: splitOff(13, 3),
};

function errorOf(act: () => unknown): LaminaError {
  try {
    act();
  } catch (error) {
    if (error instanceof LaminaError) return error;
    throw error;
  }
  throw new Error('It went well.');
}

function spoil(trainer: Trainer, layer: number, value: number): void {
  trainer.network.parameters.layers[layer].bias.fill(value);
}

describe('a training whose numbers leave the range of numbers', () => {
  it('says in which epoch, and that the learning rate is to be smaller', () => {
    const optimizer = { name: 'sgd' as const, learningRate: 500 };
    const error = errorOf(() => trainToEnd(trainerOf({ ...setup, config: { ...setup.config, optimizer } })));
    expect(error.code).toBe('diverged');
    expect(error.message).toMatch(/^The loss became infinite or not a number in epoch [1-5]\./);
    expect(error.hint).toContain('it was 500.');
  });

  it.each([
    [0, NaN, 'hidden layer 1'],
    [1, Infinity, 'hidden layer 2'],
    [2, NaN, 'the output layer'],
  ])('says that the values of layer %i went first', (layer, value, name) => {
    const trainer = trainerOf(setup);
    trainer.trainStep();
    spoil(trainer, layer, value);
    const error = errorOf(() => trainer.trainStep());
    expect(error.message).toBe(
      `The loss became infinite or not a number in epoch 1. The values of ${name} went first.`,
    );
  });

  it('changes no weight by them, and counts no step', () => {
    const trainer = trainerOf(setup);
    trainer.trainStep();
    spoil(trainer, 1, NaN);
    const before = trainer.network.exportParameters();
    errorOf(() => trainer.trainStep());
    expect(bits(trainer.network.exportParameters())).toEqual(bits(before));
    expect(trainer.step).toBe(1);
  });

  it('says so at the end of an epoch, when only then it shows', () => {
    const trainer = trainerOf(setup);
    while (!trainer.epochIsDue) trainer.trainStep();
    spoil(trainer, 2, NaN);
    expect(errorOf(() => trainer.endEpoch()).message).toContain('in epoch 1. The values of the output layer');
  });

  it('gives no checkpoint of them', () => {
    const trainer = trainerOf(setup);
    trainer.trainStep();
    spoil(trainer, 1, Infinity);
    expect(errorOf(() => trainer.checkpoint())).toMatchObject({ code: 'diverged' });
    expect(errorOf(() => trainer.checkpoint()).message).toContain('hidden layer 2');
  });

  it('does not mind large numbers that are numbers', () => {
    const trainer = trainerOf({ ...setup, design: { inputs: 3, layers: [layers[2]] } });
    spoil(trainer, 0, 1e18);
    expect(Number.isFinite(trainer.trainStep().loss)).toBe(true);
  });

  it('is told of classes too', () => {
    const trainer = trainerOf({ ...smallSetup, examples: clusters(13, 5, 3) });
    spoil(trainer, 0, NaN);
    expect(errorOf(() => trainer.trainStep()).message).toContain('hidden layer 1');
  });
});
