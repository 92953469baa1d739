import { describe, expect, it } from 'vitest';
import { defaultConfig, optimizerSchema, type TrainingConfig } from '#core/contract/config.ts';
import type { Design, LayerDesign } from '#core/contract/design.ts';
import {
  defaultDesign,
  setupProblems,
  splitCounts,
  usualEpochs,
  usualPreparation,
  type SetupDataset,
} from '#core/contract/setup.ts';

const digits: SetupDataset = { shape: [28, 28], classes: Array.from('0123456789'), count: 1000 };
const pairs: SetupDataset = { shape: [1, 2], classes: ['no', 'yes'], count: 10 };
const small: TrainingConfig = { ...defaultConfig, batchSize: 4 };

function design(inputs: number, output: LayerDesign): Design {
  return { inputs, layers: [{ units: 8, activation: 'relu' }, output] };
}

it('a batch may be the whole training part', () => {
  const config = { ...defaultConfig, batchSize: 800 };
  expect(setupProblems(defaultDesign(digits, []), config, digits)).toEqual([]);
});

it('the default design has no problems', () => {
  const made = defaultDesign(digits, [{ units: 128, activation: 'relu' }]);
  expect(made).toEqual({
    inputs: 784,
    layers: [
      { units: 128, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  });
  expect(setupProblems(made, defaultConfig, digits)).toEqual([]);
});

describe('two classes', () => {
  it.each(['binary-cross-entropy', 'mean-squared-error'] as const)('may share one sigmoid unit under %s', (loss) => {
    expect(setupProblems(design(2, { units: 1, activation: 'sigmoid' }), { ...small, loss }, pairs)).toEqual([]);
  });

  it('may have a unit each', () => {
    expect(setupProblems(design(2, { units: 2, activation: 'softmax' }), small, pairs)).toEqual([]);
  });

  it('may not share a unit of another activation', () => {
    const config = { ...small, loss: 'mean-squared-error' as const };
    expect(setupProblems(design(2, { units: 1, activation: 'tanh' }), config, pairs)).toEqual([
      {
        field: 'design.layers.1.activation',
        message: 'A single output unit for two classes needs the sigmoid activation; it has tanh.',
      },
    ]);
  });
});

describe('problems', () => {
  const good = defaultDesign(digits, []);

  it.each<[name: string, Design, TrainingConfig, SetupDataset, field: string, message: RegExp]>([
    ['inputs', { ...good, inputs: 10 }, small, digits, 'design.inputs', /10 inputs.*28 by 28.*784/],
    ['units', design(784, { units: 3, activation: 'softmax' }), small, digits, 'design.layers.1.units', /3 units.*10/],
    ['one unit', design(784, { units: 1, activation: 'softmax' }), small, digits, 'design.layers.1.units', /1 unit;/],
    [
      'loss',
      design(784, { units: 10, activation: 'sigmoid' }),
      small,
      digits,
      'config.loss',
      /Categorical cross-entropy needs the softmax activation.*sigmoid/,
    ],
    ['binary', good, { ...small, loss: 'binary-cross-entropy' }, digits, 'config.loss', /sigmoid.*has softmax/],
    ['batch', good, { ...small, batchSize: 801 }, digits, 'config.batchSize', /801.*at most 800/],
    ['count', good, small, { ...digits, count: 1 }, 'dataset', /1 example; it needs at least two/],
    ['classes', good, small, { ...digits, classes: ['only'] }, 'dataset', /fewer than two classes/],
  ])('%s', (_name, of, config, dataset, field, message) => {
    const problems = setupProblems(of, config, dataset);
    expect(problems).toHaveLength(1);
    expect(problems[0].field).toBe(field);
    expect(problems[0].message).toMatch(message);
  });

  it('are all told at once', () => {
    const wrong = design(3, { units: 4, activation: 'tanh' });
    const fields = setupProblems(wrong, { ...small, batchSize: 5000 }, digits).map((problem) => problem.field);
    expect(fields).toEqual(['design.inputs', 'design.layers.1.units', 'config.loss', 'config.batchSize']);
  });
});

it.each([
  [1000, 80, 800, 200],
  [10, 99, 9, 1],
  [10, 1, 1, 9],
  [2, 50, 1, 1],
  [7, 50, 4, 3],
])('%d examples at %d%% are %d and %d', (count, percent, train, test) => {
  const config = { trainPercent: percent, validationPercent: 0 };
  expect(splitCounts({ count }, { ...config, testPart: 'split' })).toEqual({ train, validation: 0, test });
});

it('pictures of the longest side may be distorted, and rows of numbers may have an augmentation of nothing', () => {
  const augmentation = { ...defaultConfig.augmentation, rotate: 10 };
  const large = { ...digits, shape: [128, 128] as const };
  expect(setupProblems(defaultDesign(large, []), { ...small, augmentation }, large)).toEqual([]);
  const rows = { inputs: 2, layers: [{ units: 2, activation: 'softmax' as const }] };
  const nothing = { ...defaultConfig.augmentation, elastic: { strength: 0, smoothness: 9 } };
  expect(setupProblems(rows, { ...small, augmentation: nothing }, pairs)).toEqual([]);
});

describe('a setup that contradicts itself is refused', () => {
  const good = defaultDesign(digits, [{ units: 8, activation: 'relu' }]);
  const house: SetupDataset = { shape: [1, 13], classes: [], targets: ['price', 'age'], count: 100 };
  const prices = defaultDesign(house, []);
  const regression: TrainingConfig = { ...small, loss: 'mean-squared-error' };
  const patience = { metric: 'loss', split: 'validation', epochs: 5, minimumChange: 0 } as const;
  const held = { ...small, validationPercent: 10 };

  it.each<[name: string, Design, TrainingConfig, SetupDataset, field: string, message: RegExp]>([
    [
      'a step to be trained through',
      { ...good, layers: [{ units: 8, activation: 'step' }, good.layers[1]] },
      small,
      digits,
      'design.layers.0.activation',
      /^Hidden layer 1 has step.*derivative is 0.*can be evaluated, not trained/,
    ],
    [
      'a sign at the end',
      { ...good, layers: [{ units: 10, activation: 'sign' }] },
      { ...small, loss: 'mean-squared-error' },
      digits,
      'design.layers.0.activation',
      /^The output layer has sign/,
    ],
    ['a warm-up without an end', good, { ...small, warmupEpochs: 5 }, digits, 'config.warmupEpochs', /5 epochs/],
    [
      'rows of numbers to be distorted',
      { inputs: 2, layers: [{ units: 2, activation: 'softmax' }] },
      { ...small, augmentation: { ...defaultConfig.augmentation, shift: 1 } },
      { ...pairs, kind: 'table' },
      'config.augmentation',
      /An augmentation distorts pictures, and the examples of this dataset are rows of numbers/,
    ],
    [
      'pictures too large to be distorted',
      { ...good, inputs: 129 * 5 },
      { ...small, augmentation: { ...defaultConfig.augmentation, elastic: { strength: 1, smoothness: 4 } } },
      { ...digits, shape: [129, 5] },
      'config.augmentation',
      /129 by 5, too large for an augmentation; at most 128 by 128/,
    ],
    [
      'patience with no validation',
      good,
      { ...small, stopping: { patience, restoreBest: false } },
      digits,
      'config.stopping.patience.split',
      /The patience watches the validation part, and there is none/,
    ],
    [
      'a target of no validation',
      good,
      { ...small, stopping: { target: { metric: 'loss', split: 'validation', value: 1 }, restoreBest: false } },
      digits,
      'config.stopping.target.split',
      /The target watches/,
    ],
    [
      'best weights by no metric',
      good,
      { ...small, stopping: { restoreBest: true } },
      digits,
      'config.stopping.restoreBest',
      /only be restored with a patience/,
    ],
    [
      'an accuracy above 1',
      good,
      { ...held, stopping: { target: { metric: 'accuracy', split: 'test', value: 95 }, restoreBest: false } },
      digits,
      'config.stopping.target.value',
      /A target accuracy of 95 can never be met: it is always from 0 to 1/,
    ],
    [
      'a loss below 0',
      good,
      { ...held, stopping: { target: { metric: 'loss', split: 'test', value: -1 }, restoreBest: false } },
      digits,
      'config.stopping.target.value',
      /always from 0 or more/,
    ],
    [
      'R² of classes',
      good,
      { ...held, stopping: { patience: { ...patience, metric: 'rSquared' }, restoreBest: false } },
      digits,
      'config.stopping.patience.metric',
      /R², which a dataset with classes does not have. Watch loss or accuracy/,
    ],
    [
      'an accuracy of numbers',
      prices,
      {
        ...regression,
        validationPercent: 10,
        stopping: { patience: { ...patience, metric: 'accuracy' }, restoreBest: false },
      },
      house,
      'config.stopping.patience.metric',
      /Watch loss or meanAbsoluteError or rSquared/,
    ],
    [
      'a cross-entropy of numbers',
      { ...prices, layers: [{ units: 2, activation: 'softmax' }] },
      small,
      house,
      'config.loss',
      /Use the squared error/,
    ],
    [
      'too few outputs for numbers',
      { ...prices, layers: [{ units: 1, activation: 'identity' }] },
      regression,
      house,
      'design.layers.0.units',
      /it needs 2, one for each number/,
    ],
    [
      'a softmax of one',
      { inputs: 13, layers: [{ units: 1, activation: 'softmax' }] },
      regression,
      { ...house, targets: ['price'] },
      'design.layers.0.activation',
      /always gives 1/,
    ],
    [
      'a validation of nothing',
      good,
      { ...held, trainPercent: 1, batchSize: 1 },
      { ...digits, count: 100 },
      'config.validationPercent',
      /a single example/,
    ],
    [
      'a sparse loss of sigmoid',
      { ...good, layers: [{ units: 10, activation: 'sigmoid' }] },
      { ...small, loss: 'sparse-categorical-cross-entropy' },
      digits,
      'config.loss',
      /^Sparse categorical cross-entropy needs the softmax/,
    ],
  ])('%s', (_name, design, config, dataset, field, message) => {
    const problems = setupProblems(design, config, dataset);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0].message).toMatch(message);
  });

  it('but a regression, and a training with every rule, are not', () => {
    expect(prices).toEqual({ inputs: 13, layers: [{ units: 2, activation: 'identity' }] });
    expect(setupProblems(prices, regression, house)).toEqual([]);
    const stopping = { patience, restoreBest: true, target: { metric: 'accuracy', split: 'test', value: 1 } } as const;
    expect(setupProblems(good, { ...held, warmupEpochs: 4.5, stopping }, digits)).toEqual([]);
  });
});

describe('a table', () => {
  const plane: SetupDataset = { kind: 'table', shape: [1, 2], classes: [], targets: ['z'], count: 100 };
  const config = { ...defaultConfig, loss: 'mean-squared-error' as const };
  const fieldsOf = (changes: Partial<TrainingConfig>, dataset: Partial<SetupDataset> = {}) =>
    setupProblems(defaultDesign(plane, []), { ...config, ...changes }, { ...plane, ...dataset }).map(
      ({ field }) => field,
    );

  it('can be trained on as it is, with what is usual for it', () => {
    expect(fieldsOf({})).toEqual([]);
    expect([usualPreparation(plane), usualPreparation({})]).toEqual(['standardise', 'scale']);
    expect(usualEpochs(plane)).toBeGreaterThan(usualEpochs({ kind: 'pictures' }));
  });

  it('says how many numbers its examples have', () => {
    const design = { inputs: 3, layers: [{ units: 1, activation: 'identity' as const }] };
    expect(setupProblems(design, config, plane).map(({ message }) => message)).toEqual([
      'The network has 3 inputs, but the examples of this dataset have 2 numbers each; it needs 2.',
    ]);
  });

  it('of numbers to be predicted has no classes to keep in proportion', () => {
    expect(fieldsOf({ stratified: true })).toEqual(['config.stratified']);
  });

  it('without a test part of its own, or with nothing else, cannot be tested on it', () => {
    expect(fieldsOf({ testPart: 'own' })).toEqual(['config.testPart']);
    expect(fieldsOf({ testPart: 'own', batchSize: 1 }, { testCount: 100 })).toEqual(['config.testPart']);
    expect(fieldsOf({ testPart: 'own' }, { testCount: 30 })).toEqual([]);
  });
});

it('the own test part is the test, and the percentage divides nothing', () => {
  const config = { trainPercent: 10, validationPercent: 50, testPart: 'own' as const };
  expect(splitCounts({ count: 70, testCount: 10 }, config)).toEqual({ train: 30, validation: 30, test: 10 });
});

it('a learning rate and an epsilon must be more than 0 as float32, too', () => {
  const made = defaultDesign(digits, []);
  const problems = (learningRate: number, epsilon: number) => {
    const optimizer = optimizerSchema.parse({ name: 'rmsprop', learningRate, epsilon });
    return setupProblems(made, { ...defaultConfig, optimizer }, digits).map(({ field }) => field);
  };
  expect(problems(1e-45, 1e-45)).toEqual([]);
  expect(problems(0.001, 1e-50)).toEqual(['config.optimizer.epsilon']);
  expect(problems(1e-50, 1e-8)).toEqual(['config.optimizer.learningRate']);
});
