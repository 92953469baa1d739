import { describe, expect, it } from 'vitest';
import { configSchema, defaultConfig, parseConfig } from '#core/contract/config.ts';
import { designSchema, parseDesign } from '#core/contract/design.ts';
import { describeIssues } from '#core/contract/issues.ts';

/** A config as version 0.1 kept them. */
const earlier = {
  loss: 'categorical-cross-entropy',
  optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  batchSize: 32,
  epochs: 5,
  trainPercent: 80,
  seed: 1,
};

function problemsOf(schema: typeof configSchema | typeof designSchema, value: unknown): string[] {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? [] : describeIssues(parsed.error, 'the config');
}

describe('a config', () => {
  it('of an earlier version means what it meant', () => {
    expect(parseConfig(earlier)).toEqual({ ...defaultConfig, optimizer: earlier.optimizer });
    expect(parseConfig(parseConfig(earlier))).toEqual(parseConfig(earlier));
  });

  // Every setting, out of its range or of another type.
  it.each<[changes: object, problem: string]>([
    [
      { loss: 'hinge' },
      'loss must be one of mean-squared-error, binary-cross-entropy, categorical-cross-entropy, sparse-categorical-cross-entropy, not "hinge"',
    ],
    [
      { loss: undefined },
      'loss must be one of mean-squared-error, binary-cross-entropy, categorical-cross-entropy, sparse-categorical-cross-entropy',
    ],
    [{ batchSize: 0 }, 'batchSize must be a whole number from 1 to 1,000,000, not 0'],
    [{ batchSize: 2.5 }, 'batchSize must be a whole number from 1 to 1,000,000, not 2.5'],
    [{ batchSize: '32' }, 'batchSize must be a whole number from 1 to 1,000,000, not "32"'],
    [{ epochs: 1_000_001 }, 'epochs must be a whole number from 1 to 1,000,000, not 1000001'],
    [{ epochs: NaN }, 'epochs must be a whole number from 1 to 1,000,000, not NaN'],
    [{ epochs: Infinity }, 'epochs must be a whole number from 1 to 1,000,000, not Infinity'],
    [{ trainPercent: 100 }, 'trainPercent must be a number from 1 to 99, not 100'],
    [{ validationPercent: -1 }, 'validationPercent must be a number from 0 to 90, not -1'],
    [{ seed: -1 }, 'seed must be a whole number from 0 to 9,007,199,254,740,991, not -1'],
    [{ warmupEpochs: -0.5 }, 'warmupEpochs must be a number from 0 to 1,000,000, not -0.5'],
    [{ optimizer: 'sgd' }, 'optimizer must be an object in curly brackets, not "sgd"'],
    [
      { optimizer: { name: 'adma' } },
      'optimizer.name must be one of sgd, momentum, nesterov, rmsprop, adam, adamw, not "adma"',
    ],
    [{ optimizer: { name: 'sgd' } }, 'optimizer.learningRate must be a number above 0, up to 1,000'],
    [
      { optimizer: { name: 'sgd', learningRate: 0 } },
      'optimizer.learningRate must be a number above 0, up to 1,000, not 0',
    ],
    [{ optimizer: { name: 'sgd', learningRate: 0.1, beta1: 0.9 } }, 'optimizer: unknown "beta1"'],
    [
      { optimizer: { ...earlier.optimizer, beta1: 1 } },
      'optimizer.beta1 must be a number from 0 up to, but not including, 1, not 1',
    ],
    [{ optimizer: { ...earlier.optimizer, epsilon: 0 } }, 'optimizer.epsilon must be a number above 0, up to 1, not 0'],
    [
      { optimizer: { name: 'adamw', learningRate: 0.1, weightDecay: 2 } },
      'optimizer.weightDecay must be a number from 0 to 1, not 2',
    ],
    [
      { optimizer: { name: 'rmsprop', learningRate: 0.1, rho: -0.1 } },
      'optimizer.rho must be a number from 0 up to, but not including, 1, not -0.1',
    ],
    [
      { optimizer: { name: 'nesterov', learningRate: 0.1, momentum: 1.5 } },
      'optimizer.momentum must be a number from 0 up to, but not including, 1, not 1.5',
    ],
    [
      { schedule: { name: 'linear' } },
      'schedule.name must be one of constant, step, exponential, cosine, not "linear"',
    ],
    [
      { schedule: { name: 'step', everyEpochs: 0 } },
      'schedule.everyEpochs must be a whole number from 1 to 1,000,000, not 0',
    ],
    [{ schedule: { name: 'exponential', factor: 1.1 } }, 'schedule.factor must be a number above 0, up to 1, not 1.1'],
    [
      { schedule: { name: 'cosine', finalFraction: -1 } },
      'schedule.finalFraction must be a number from 0 to 1, not -1',
    ],
    [{ regularisation: { l1: -1 } }, 'regularisation.l1 must be a number from 0 to 1,000, not -1'],
    [{ regularisation: { l2: true } }, 'regularisation.l2 must be a number from 0 to 1,000, not true'],
    [{ regularisation: { clipNorm: -1 } }, 'regularisation.clipNorm must be a number from 0 to 1,000,000, not -1'],
    [{ augmentation: { shift: -1 } }, 'augmentation.shift must be a number from 0 to 100, not -1'],
    [{ augmentation: { rotate: 181 } }, 'augmentation.rotate must be a number from 0 to 180, not 181'],
    [{ augmentation: { scale: 91 } }, 'augmentation.scale must be a number from 0 to 90, not 91'],
    [{ augmentation: { shear: '5' } }, 'augmentation.shear must be a number from 0 to 60, not "5"'],
    [
      { augmentation: { elastic: { strength: 1001 } } },
      'augmentation.elastic.strength must be a number from 0 to 1,000, not 1001',
    ],
    [
      { augmentation: { elastic: { smoothness: 0 } } },
      'augmentation.elastic.smoothness must be a number from 0.5 to 100, not 0',
    ],
    [{ augmentation: { mirror: true } }, 'augmentation: unknown "mirror"'],
    [{ stopping: { restoreBest: 'yes' } }, 'stopping.restoreBest must be true or false, not "yes"'],
    [
      { stopping: { patience: { epochs: 0 } } },
      'stopping.patience.epochs must be a whole number from 1 to 1,000,000, not 0',
    ],
    [
      { stopping: { patience: { metric: 'los' } } },
      'stopping.patience.metric must be one of loss, accuracy, meanAbsoluteError, rSquared, not "los"',
    ],
    [
      { stopping: { patience: { split: 'batch' } } },
      'stopping.patience.split must be one of train, validation, test, not "batch"',
    ],
    [
      { stopping: { patience: { minimumChange: -1 } } },
      'stopping.patience.minimumChange must be a number from 0 to 1,000,000, not -1',
    ],
    [
      { stopping: { target: { metric: 'loss' } } },
      'stopping.target.value must be a number from -1,000,000 to 1,000,000',
    ],
    [{ checkpoints: { everyEpochs: 0 } }, 'checkpoints.everyEpochs must be a whole number from 1 to 1,000,000, not 0'],
    [{ checkpoints: { everySeconds: 0 } }, 'checkpoints.everySeconds must be a number from 1 to 86,400, not 0'],
    [{ checkpoints: { keep: 'some' } }, 'checkpoints.keep must be one of all, best-and-last, not "some"'],
    [{ epohcs: 3 }, 'unknown "epohcs"'],
  ])('with %o is refused by name', (changes, problem) => {
    expect(problemsOf(configSchema, { ...earlier, ...changes })).toEqual([problem]);
  });

  it('tells everything that is wrong, each once', () => {
    expect(problemsOf(configSchema, { ...earlier, epochs: 0, seed: -1 })).toHaveLength(2);
    expect(problemsOf(configSchema, 3)).toEqual(['the config must be an object in curly brackets, not 3']);
  });
});

describe('a design', () => {
  const output = { units: 10, activation: 'softmax' };
  const hidden = { units: 8, activation: 'relu' };

  it('of an earlier version means what it meant', () => {
    const design = { inputs: 784, layers: [hidden, output] };
    expect(parseDesign(design)).toEqual(design);
  });

  it.each<[layers: object[], problem: string]>([
    [[{ ...hidden, units: 0 }, output], 'layers.0.units must be a whole number from 1 to 65,536, not 0'],
    [
      [{ ...hidden, activation: 'rleu' }, output],
      'layers.0.activation must be one of identity, step, sign, sigmoid, tanh, relu, leaky-relu, elu, softplus, swish, gelu, softmax, not "rleu"',
    ],
    [[output, output], 'layers.0.activation: softmax belongs on the output layer only'],
    [
      [{ ...hidden, slope: 0.1 }, output],
      'layers.0.slope must be left out: it belongs to leaky-relu and elu, and this layer has relu',
    ],
    [[{ units: 8, activation: 'elu', slope: -1 }, output], 'layers.0.slope must be a number from 0 to 100, not -1'],
    [
      [{ ...hidden, dropout: 1 }, output],
      'layers.0.dropout must be a number from 0 up to, but not including, 1, not 1',
    ],
    [
      [hidden, { ...output, dropout: 0.5 }],
      'layers.1.dropout must be 0 or left out on the output layer, which has to give all of its outputs',
    ],
    [
      [{ ...hidden, initialisation: 'he' }, output],
      'layers.0.initialisation must be one of zeros, uniform, normal, lecun-uniform, lecun-normal, glorot-uniform, glorot-normal, he-uniform, he-normal, not "he"',
    ],
    [[{ ...hidden, bias: false }, output], 'layers.0: unknown "bias"'],
    [[], 'layers must have at least 1 entry'],
  ])('of the layers %o is refused by name', (layers, problem) => {
    expect(problemsOf(designSchema, { inputs: 784, layers })).toEqual([problem]);
  });
});
