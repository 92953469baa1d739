import { configSchema, optimizerNames, scheduleNames, type TrainingConfig } from '#core/contract/config.ts';
import { hiddenActivations, initialisations, isTrainable, type LayerDesign } from '#core/contract/design.ts';
import type { Random } from '#core/tensor/random.ts';
import { clusters, regression, splitOff, type Setup } from './examples.ts';

/** One of the items, by chance. */
export function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.below(items.length)];
}

function randomLayer(random: Random): LayerDesign {
  return {
    units: 1 + random.below(9),
    activation: oneOf(random, hiddenActivations.filter(isTrainable)),
    dropout: oneOf(random, [0, 0, 0.3, 0.6]),
    initialisation: oneOf(random, initialisations),
  };
}

function randomConfig(random: Random, loss: TrainingConfig['loss'], isRegression: boolean): TrainingConfig {
  const name = oneOf(random, optimizerNames);
  const schedule = oneOf(random, scheduleNames);
  const metric = oneOf(random, isRegression ? ['loss', 'meanAbsoluteError', 'rSquared'] : ['loss', 'accuracy']);
  const split = oneOf(random, ['train', 'validation', 'test']);
  const patience = { metric, split, epochs: 1 + random.below(3), minimumChange: oneOf(random, [0, 0.01, 10]) };
  const hasPatience = random.below(2) === 1;
  return configSchema.parse({
    loss,
    optimizer: { name, learningRate: oneOf(random, [0.001, 0.01, 0.1]) },
    schedule: schedule === 'step' ? { name: 'step', everyEpochs: 1 + random.below(3) } : { name: schedule },
    warmupEpochs: oneOf(random, [0, 0, 0.5, 1.7]),
    regularisation: {
      l1: oneOf(random, [0, 0.01]),
      l2: oneOf(random, [0, 0.1]),
      clipNorm: oneOf(random, [0, 0.5]),
    },
    batchSize: 1 + random.below(9),
    epochs: 2 + random.below(5),
    stopping: {
      ...(hasPatience && { patience, restoreBest: random.below(3) > 0 }),
      ...(random.below(4) === 0 && { target: { metric: 'loss', split, value: oneOf(random, [0.01, 0.6]) } }),
    },
    trainPercent: 80,
    validationPercent: 25,
    seed: random.below(1000),
  });
}

function randomAugmentation(random: Random): TrainingConfig['augmentation'] {
  const strength = oneOf(random, [0, 10]);
  return {
    shift: oneOf(random, [0, 1]),
    rotate: oneOf(random, [0, 20]),
    scale: oneOf(random, [0, 15]),
    shear: oneOf(random, [0, 10]),
    elastic: { strength, smoothness: oneOf(random, [1, 4]) },
  };
}

/** A small setup of any kind that a run could have. */
export function randomSetup(random: Random): Setup & Required<Pick<Setup, 'shape'>> {
  const task = random.below(4);
  const shape = [1 + random.below(3), 1 + random.below(3)] as const;
  const features = shape[0] * shape[1];
  const [count, outputs] = [12 + random.below(20), 1 + random.below(4)];
  const split = splitOff(count, 3, 3);
  const hidden = Array.from({ length: random.below(3) }, () => randomLayer(random));
  const design = (units: number, activation: LayerDesign['activation']) => ({
    inputs: features,
    layers: [...hidden, { units, activation }],
  });
  const config = (loss: TrainingConfig['loss']) => ({
    ...randomConfig(random, loss, task === 0),
    // Rows of numbers are not to be distorted.
    ...(shape[0] > 1 && { augmentation: randomAugmentation(random) }),
  });
  if (task === 0) {
    const examples = regression(count, features, outputs);
    return { design: design(outputs, 'identity'), config: config('mean-squared-error'), examples, shape, split };
  }
  if (task === 1) {
    const examples = clusters(count, features, 2);
    return { design: design(1, 'sigmoid'), config: config('binary-cross-entropy'), examples, shape, split };
  }
  const loss = oneOf(random, [
    'categorical-cross-entropy',
    'sparse-categorical-cross-entropy',
    'mean-squared-error',
  ] as const);
  const classes = 2 + random.below(4);
  return {
    design: design(classes, 'softmax'),
    config: config(loss),
    examples: clusters(count, features, classes),
    shape,
    split,
  };
}
