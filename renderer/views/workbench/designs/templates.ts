import { builtInDigits, type ToyName } from '#core/contract/dataset.ts';
import type { LayerDesign } from '#core/contract/design.ts';
import type { Recipe } from '#core/contract/recipe.ts';

/** A network to begin with, with a dataset and the settings that show what it is about. */
export interface Template extends Pick<Recipe, 'training' | 'outputActivation'> {
  title: string;
  /** What it shows, in a sentence. */
  shows: string;
  dataset: typeof builtInDigits | ToyName;
  hidden: LayerDesign[];
}

const adam = { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const quickAdam = { ...adam, learningRate: 0.01 };

export const templates: readonly Template[] = [
  {
    title: 'Perceptron',
    shows: 'No hidden layer: straight boundaries are all it can draw, and enough for three heaps of points.',
    dataset: 'blobs',
    hidden: [],
    training: { epochs: 50 },
  },
  {
    title: 'The tutorial’s 4-2-3',
    shows: 'Four lamps, two hidden units, three classes: small enough to work through every number on paper.',
    dataset: 'by-hand',
    hidden: [{ units: 2, activation: 'sigmoid' }],
    training: { optimizer: { name: 'sgd', learningRate: 0.5 }, batchSize: 1, preparation: 'none', epochs: 200 },
  },
  {
    title: 'Small digits',
    shows: 'One hidden layer of 32 units reads handwritten digits within seconds of training.',
    dataset: builtInDigits,
    hidden: [{ units: 32, activation: 'relu' }],
    training: { optimizer: adam, epochs: 5 },
  },
  {
    title: 'Wide',
    shows: 'One layer of 1,024 units, far more parameters than examples: dropout keeps it from learning them by heart.',
    dataset: builtInDigits,
    hidden: [{ units: 1024, activation: 'relu', dropout: 0.3 }],
    training: { optimizer: adam, epochs: 5 },
  },
  {
    title: 'Deep',
    shows:
      'Eight narrow layers of ReLU: what He’s initialisation is for. Try sigmoid in them, and see learning nearly stop.',
    dataset: builtInDigits,
    hidden: Array.from({ length: 8 }, () => ({ units: 32, activation: 'relu' as const })),
    training: { optimizer: adam, epochs: 8 },
  },
  {
    title: '2-D playground',
    shows: 'Two spirals that no straight line parts: watch the boundary wind itself between them.',
    dataset: 'spirals',
    hidden: [
      { units: 16, activation: 'tanh' },
      { units: 16, activation: 'tanh' },
    ],
    training: { optimizer: quickAdam, epochs: 200 },
  },
  {
    title: 'Curve fit',
    shows: 'A number from a number: the network bends a line until it follows a noisy sine.',
    dataset: 'sine',
    hidden: [
      { units: 16, activation: 'tanh' },
      { units: 16, activation: 'tanh' },
    ],
    training: { optimizer: quickAdam, epochs: 200 },
  },
];
