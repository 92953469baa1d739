import { describe, expect, it } from 'vitest';
import { adviceNames, findAdvice, type Advice, type AdviceName } from '#core/analysis/advice/advice.ts';
import { configSchema, defaultConfig, losses, optimizerNames, type TrainingConfig } from '#core/contract/config.ts';
import {
  activations,
  designSchema,
  hiddenActivations,
  initialisations,
  type Design,
  type LayerDesign,
} from '#core/contract/design.ts';
import { setupProblems, type SetupDataset } from '#core/contract/setup.ts';
import { Random } from '#core/tensor/random.ts';

const digits: SetupDataset = { kind: 'pictures', shape: [28, 28], classes: [...'0123456789'], count: 60_000 };
const yesOrNo: SetupDataset = { kind: 'table', shape: [1, 2], classes: ['no', 'yes'], count: 500 };
const numbers: SetupDataset = { kind: 'table', shape: [1, 3], classes: [], targets: ['y', 'z'], count: 200 };
const few: SetupDataset = { kind: 'table', shape: [1, 3], classes: [], targets: ['y'], count: 3 };

function network(dataset: SetupDataset, hidden: LayerDesign[], output: LayerDesign): Design {
  return { inputs: dataset.shape[0] * dataset.shape[1], layers: [...hidden, output] };
}

const softmax: LayerDesign = { units: 10, activation: 'softmax' };
const layers = (count: number, layer: Partial<LayerDesign> = {}): LayerDesign[] =>
  Array.from({ length: count }, () => ({ units: 16, activation: 'relu', ...layer }));
const config = (changes: object): TrainingConfig => configSchema.parse({ ...defaultConfig, ...changes });
const squared = { loss: 'mean-squared-error' };
const standardised = { preparation: 'standardise', epochs: 100 };

type Scenario = [rule: AdviceName | null, title: string, SetupDataset, Design, TrainingConfig, label?: string];

/** Setups with the one piece of advice that is given about each; null where there is none. */
const scenarios: Scenario[] = [
  [null, 'a small network for digits', digits, network(digits, layers(1), softmax), config({})],
  [null, 'no hidden layer at all', digits, network(digits, [], softmax), config({})],
  [
    null,
    'a single sigmoid for two classes',
    yesOrNo,
    network(yesOrNo, [], { units: 1, activation: 'sigmoid' }),
    config({ ...standardised, loss: 'binary-cross-entropy' }),
  ],
  [
    'step-activation',
    'a hidden step',
    digits,
    network(digits, layers(1, { activation: 'step' }), softmax),
    config({}),
    'Use sigmoid',
  ],
  [
    'step-activation',
    'sign all through',
    numbers,
    network(numbers, layers(1, { activation: 'sign' }), { units: 2, activation: 'sign' }),
    config({ ...squared, ...standardised, regularisation: { l2: 0.1 } }),
    'Use tanh and identity',
  ],
  [
    'output-units',
    'a design for other digits',
    digits,
    network(digits, layers(1), { units: 4, activation: 'softmax' }),
    config({}),
    'Give it 10 units',
  ],
  [
    'loss-misfit',
    'cross-entropy of a regression',
    numbers,
    network(numbers, [], { units: 2, activation: 'identity' }),
    config(standardised),
    'Use identity with the squared error',
  ],
  [
    'bounded-regression',
    'tanh for numbers',
    numbers,
    network(numbers, [], { units: 2, activation: 'tanh' }),
    config({ ...squared, ...standardised }),
    'Use identity with the squared error',
  ],
  [
    'zero-initialisation',
    'a hidden layer of zeros',
    digits,
    network(digits, layers(2, { initialisation: 'zeros' }), softmax),
    config({}),
  ],
  [
    'unscaled-inputs',
    'pixels as they are',
    digits,
    network(digits, layers(1), softmax),
    config({ preparation: 'none' }),
    'Bring pixels to 0 … 1',
  ],
  [
    'unscaled-inputs',
    'columns as they are',
    yesOrNo,
    network(yesOrNo, [], { units: 2, activation: 'softmax' }),
    config({ preparation: 'none', epochs: 100 }),
    'Standardise the inputs',
  ],
  [
    'learning-rate',
    'SGD with a rate of 4',
    digits,
    network(digits, layers(1), softmax),
    config({ optimizer: { name: 'sgd', learningRate: 4 } }),
    'Use 0.1',
  ],
  [
    'learning-rate',
    'Adam with a rate of SGD',
    digits,
    network(digits, layers(1), softmax),
    config({ optimizer: { name: 'adam', learningRate: 0.1 } }),
    'Use 0.001',
  ],
  [
    'learning-rate',
    'Adam with a tiny rate',
    digits,
    network(digits, layers(1), softmax),
    config({ optimizer: { name: 'adam', learningRate: 0.00001 } }),
  ],
  [
    'softmax-squared-error',
    'softmax with the squared error',
    digits,
    network(digits, layers(1), softmax),
    config(squared),
    'Use softmax with cross-entropy',
  ],
  [
    'sigmoid-for-classes',
    'ten sigmoids',
    digits,
    network(digits, layers(1), { units: 10, activation: 'sigmoid' }),
    config({ loss: 'binary-cross-entropy' }),
    'Use softmax with cross-entropy',
  ],
  [
    'no-probabilities',
    'ReLU for classes',
    digits,
    network(digits, layers(1), { units: 10, activation: 'relu' }),
    config(squared),
  ],
  [
    'linear-hidden',
    'identity all through',
    digits,
    network(digits, layers(2, { activation: 'identity' }), softmax),
    config({}),
  ],
  [
    'vanishing-gradients',
    'three sigmoids',
    digits,
    network(digits, layers(3, { activation: 'sigmoid' }), softmax),
    config({}),
  ],
  [
    'vanishing-gradients',
    'six of tanh',
    digits,
    network(digits, layers(6, { activation: 'tanh' }), softmax),
    config({}),
  ],
  [
    'misfit-initialisation',
    'five rectifiers that begin small',
    digits,
    network(digits, layers(5, { initialisation: 'normal' }), softmax),
    config({}),
  ],
  [
    'high-dropout',
    'nine of ten left out',
    digits,
    network(digits, layers(1, { dropout: 0.9 }), softmax),
    config({}),
    'Leave out 50%',
  ],
  [
    'large-batches',
    'twenty steps in all',
    digits,
    network(digits, layers(1), softmax),
    config({ batchSize: 12_000 }),
    'Use batches of 32',
  ],
  [
    'large-batches',
    'a batch of more than there is',
    few,
    network(few, [], { units: 1, activation: 'identity' }),
    config({ ...squared, ...standardised, regularisation: { l2: 0.1 } }),
    'Use batches of 2',
  ],
  [
    'more-parameters-than-examples',
    'the usual network for digits',
    digits,
    network(digits, layers(1, { units: 128 }), softmax),
    config({}),
    'Hold back 10% and stop early',
  ],
  [
    'more-parameters-than-examples',
    'too few examples to hold any back',
    { ...few, count: 2 },
    network(few, [], { units: 1, activation: 'identity' }),
    config({ ...squared, ...standardised, batchSize: 1 }),
    'Use an L2 penalty of 0.001',
  ],
];

it.each(scenarios)('%s: %s', (rule, _title, dataset, design, config, label) => {
  const advice = findAdvice(design, config, dataset);
  expect(advice.map(({ id }) => id)).toEqual(rule === null ? [] : [rule]);
  if (label !== undefined) expect(advice[0].mend.label).toBe(label);
  for (const one of advice) expectMended(one, setupProblems(design, config, dataset), dataset);
});

it('has a scenario for every rule', () => {
  const tried = new Set(scenarios.map(([rule]) => rule));
  expect(adviceNames.filter((name) => !tried.has(name))).toEqual([]);
});

it('does not ask for the numbers of a toy dataset to be prepared', () => {
  const design = network(yesOrNo, [], { units: 2, activation: 'softmax' });
  const unprepared = config({ preparation: 'none', epochs: 100 });
  expect(findAdvice(design, unprepared, { ...yesOrNo, source: { kind: 'toy' } })).toEqual([]);
});

it('names the fields that it answers as the setup problems do', () => {
  const mended = new Set<string>();
  for (const [, , dataset, design, config] of scenarios) {
    const problems = setupProblems(design, config, dataset);
    for (const { field } of problems)
      if (findAdvice(design, config, dataset).some(({ answers }) => answers.includes(field))) mended.add(field);
      else expect.unreachable(`nothing answers ${field}`);
  }
  expect([...mended].sort()).toEqual([
    'config.batchSize',
    'config.loss',
    'design.layers.0.activation',
    'design.layers.1.activation',
    'design.layers.1.units',
  ]);
});

/** The mend silences its advice, fits the schemas, and brings no problem that was not there. */
function expectMended({ id, mend }: Advice, before: { field: string }[], dataset: SetupDataset): void {
  const ids = findAdvice(mend.design, mend.config, dataset).map((one) => one.id);
  expect(ids).not.toContain(id);
  expect(designSchema.parse(mend.design)).toEqual(mend.design);
  expect(configSchema.parse(mend.config)).toEqual(mend.config);
  const known = before.map(({ field }) => field);
  const fresh = setupProblems(mend.design, mend.config, dataset).filter(({ field }) => !known.includes(field));
  expect([id, fresh]).toEqual([id, []]);
}

describe('any setup at all', () => {
  const random = new Random(5, 'advice');
  const one = <Item>(items: readonly Item[]): Item => items[random.below(items.length)];

  function anySetup() {
    const dataset = { ...one([digits, yesOrNo, numbers, few]), count: one([2, 3, 30, 500, 60_000]) };
    const count = dataset.targets?.length ?? dataset.classes.length;
    const output = { units: one([count, count, 1, 7]), activation: one(activations) };
    const hidden = Array.from({ length: one([0, 1, 3, 7]) }, () => ({
      units: one([1, 16, 200]),
      activation: one(hiddenActivations),
      dropout: one([0, 0, 0.9]),
      initialisation: one(initialisations),
    }));
    const setup = config({
      loss: one(losses),
      optimizer: { name: one(optimizerNames), learningRate: one([1e-6, 0.001, 0.01, 0.1, 5]) },
      batchSize: one([1, 32, 400, 100_000]),
      epochs: one([1, 5, 200]),
      preparation: one(['none', 'scale', 'standardise']),
      validationPercent: one([0, 0, 20]),
    });
    return { dataset, design: network(dataset, hidden, output), config: setup };
  }

  it('is mended by each piece of advice, and at rest once all of it is taken', () => {
    for (let trial = 0; trial < 300; trial++) {
      const { dataset, ...setup } = anySetup();
      let { design, config } = setup;
      for (let taken = 0; ; taken++) {
        const advice = findAdvice(design, config, dataset);
        const problems = setupProblems(design, config, dataset);
        for (const one of advice) expectMended(one, problems, dataset);
        if (advice.length === 0) break;
        expect(taken).toBeLessThan(adviceNames.length);
        ({ design, config } = advice[0].mend);
      }
    }
  });
});
