import { describe, expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import { trainSetup, type TrainOptions } from '#main/cli/trainSetup.ts';
import { digits } from './examples.ts';

const layers: Recipe['layers'] = [
  { units: 20, activation: 'tanh' },
  { units: 30, activation: 'sigmoid' },
  { units: 10, activation: 'softmax' },
];

function made(options: TrainOptions, recipe: Recipe = {}) {
  const { design, config } = trainSetup(options, recipe, digits);
  return { layers: design.layers.map(({ units, activation }) => `${units} ${activation}`), config };
}

describe('trainSetup', () => {
  it('takes the loss from the output, and the output from the loss', () => {
    const losses = (options: TrainOptions) => [made(options).layers.at(-1), made(options).config.loss];
    expect(losses({})).toEqual(['10 softmax', 'categorical-cross-entropy']);
    expect(losses({ outputActivation: 'sigmoid' })).toEqual(['10 sigmoid', 'binary-cross-entropy']);
    expect(losses({ outputActivation: 'identity' })).toEqual(['10 identity', 'mean-squared-error']);
    expect(losses({ loss: 'binary-cross-entropy' })).toEqual(['10 sigmoid', 'binary-cross-entropy']);
    expect(losses({ loss: 'mean-squared-error' })).toEqual(['10 softmax', 'mean-squared-error']);
  });

  it('refuses a loss and an output that do not go together', () => {
    expect(() => made({ loss: 'categorical-cross-entropy', outputActivation: 'relu' })).toThrow(
      expect.objectContaining({ code: 'bad-setup', hint: 'Change --loss or --output-activation.' }),
    );
  });

  it('makes the hidden layers from the options, else from the recipe', () => {
    expect(made({ hidden: [] }).layers).toEqual(['10 softmax']);
    expect(made({ hidden: [64, 32], activation: 'tanh' }).layers).toEqual(['64 tanh', '32 tanh', '10 softmax']);
    expect(made({}, { layers }).layers).toEqual(['20 tanh', '30 sigmoid', '10 softmax']);
    expect(made({ activation: 'relu' }, { layers }).layers).toEqual(['20 relu', '30 relu', '10 softmax']);
    expect(made({ hidden: [7] }, { layers }).layers).toEqual(['7 relu', '10 softmax']);
    expect(made({}, { hidden: [7], activation: 'tanh', outputActivation: 'sigmoid' }).layers).toEqual([
      '7 tanh',
      '10 sigmoid',
    ]);
  });

  it('refuses layers whose output does not fit the classes', () => {
    expect(() => made({}, { layers: [{ units: 3, activation: 'softmax' }] })).toThrow(/10/);
  });

  it('gives an optimizer its usual rate, and keeps the rest of what the recipe says', () => {
    const adam = { name: 'adam', learningRate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-7 } as const;
    const recipe = { training: { optimizer: adam } };
    expect(made({ optimizer: 'adam' }).config.optimizer).toMatchObject({ name: 'adam', learningRate: 0.001 });
    expect(made({}, recipe).config.optimizer).toEqual(adam);
    expect(made({ lr: 0.5 }, recipe).config.optimizer).toEqual({ ...adam, learningRate: 0.5 });
    expect(made({ optimizer: 'sgd' }, recipe).config.optimizer).toEqual({ name: 'sgd', learningRate: 0.1 });
  });

  it('begins with what suits the dataset, under the recipe and the options', () => {
    const plane: Dataset = {
      ...digits,
      kind: 'table',
      shape: [1, 2],
      columns: ['x', 'y'],
      classes: [],
      targets: ['z'],
    };
    const { design, config } = trainSetup({}, {}, plane);
    expect(design.layers.at(-1)).toEqual({ units: 1, activation: 'identity' });
    expect(config).toMatchObject({ loss: 'mean-squared-error', preparation: 'standardise', epochs: 100 });
    expect(config.optimizer.name).toBe('adam');
    const recipe: Recipe = { training: { preparation: 'none', epochs: 3, testPart: 'split' } };
    expect(trainSetup({}, recipe, plane).config).toMatchObject({ preparation: 'none', epochs: 3 });
    expect(trainSetup({ preparation: 'scale' }, recipe, plane).config.preparation).toBe('scale');
    expect(() => trainSetup({ stratified: true }, {}, plane)).toThrow(
      expect.objectContaining({ hint: 'Leave --stratified out.' }),
    );
    expect(made({}).config).toMatchObject({ preparation: 'scale', epochs: 5, stratified: false });
  });
});
