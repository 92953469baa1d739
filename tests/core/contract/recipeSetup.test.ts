import { expect, it } from 'vitest';
import { configSchema, defaultConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import { parseRecipe } from '#core/contract/recipeFile.ts';
import { recipeSetup } from '#core/contract/recipeSetup.ts';
import { designFileText } from '#core/contract/savedDesign.ts';

const digits = { shape: [28, 28], classes: [...'0123456789'], count: 60_000 } as const;

it('a design’s file is a recipe that says all of its network and its training', () => {
  const design: Design = {
    inputs: 784,
    layers: [
      { units: 30, activation: 'elu', slope: 0.5, dropout: 0.2, initialisation: 'he-normal' },
      { units: 10, activation: 'sigmoid' },
    ],
  };
  const training = configSchema.parse({
    ...defaultConfig,
    loss: 'mean-squared-error',
    optimizer: { name: 'adamw', learningRate: 0.01, weightDecay: 0.1 },
    schedule: { name: 'step', everyEpochs: 3 },
    augmentation: { rotate: 10 },
    stopping: { patience: { epochs: 3 }, restoreBest: true },
    validationPercent: 10,
    preparation: 'standardise',
    checkpoints: { everyEpochs: 2 },
  });
  const text = designFileText('Mine', 'digits', { dataset: 'digits', layers: design.layers, training });
  const recipe = parseRecipe(text, 'mine.design.json');
  expect(recipe).toMatchObject({ lamina: 'design', version: 1, name: 'Mine', dataset: 'digits' });
  expect(recipeSetup(recipe, digits)).toEqual({ design, config: training });
});
