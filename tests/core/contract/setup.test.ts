import { describe, expect, it } from 'vitest';
import { defaultConfig, type TrainingConfig } from '#core/contract/config.ts';
import type { Design, LayerDesign } from '#core/contract/design.ts';
import { defaultDesign, setupProblems, splitCounts, type SetupDataset } from '#core/contract/setup.ts';

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
  expect(splitCounts(count, config)).toEqual({ train, validation: 0, test });
});
