import { describe, expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import { designSchema, type Activation } from '#core/contract/design.ts';
import { setupProblems } from '#core/contract/setup.ts';
import {
  addLayer,
  changeLayer,
  changeOutput,
  chooseDataset,
  chooseDivision,
  chooseLoss,
  chooseOutputActivation,
  chooseOptimizer,
  designOf,
  divisionOf,
  duplicateLayer,
  firstDraft,
  moveLayer,
  readDraft,
  removeLayer,
  type Draft,
} from '#renderer/views/workbench/draft.ts';

const digits = { shape: [28, 28], classes: [...'0123456789'], count: 1000 } as const;
const three: Draft = {
  ...firstDraft,
  hidden: [
    { key: 0, units: 30, activation: 'relu' },
    { key: 1, units: 20, activation: 'tanh' },
    { key: 2, units: 10, activation: 'sigmoid' },
  ],
};
const units = (draft: Draft) => draft.hidden.map((layer) => layer.units);

describe('a draft', () => {
  it('is at first one that can be trained', () => {
    const design = designOf(firstDraft, digits);
    expect(designSchema.parse(design)).toEqual(design);
    expect(design).toEqual({
      inputs: 784,
      layers: [
        { units: 128, activation: 'relu' },
        { units: 10, activation: 'softmax' },
      ],
    });
    expect(setupProblems(design, firstDraft.config, digits)).toEqual([]);
  });

  it('comes back as it was kept', () => {
    expect(readDraft(JSON.stringify(three))).toEqual(three);
  });

  it.each([null, '', '{', '[]', '{"name":3}', JSON.stringify({ ...three, hidden: [{ key: 0, units: -1 }] })])(
    'begins anew when %s was kept',
    (text) => expect(readDraft(text)).toEqual(firstDraft),
  );

  it('adds, duplicates, removes, moves and changes layers, each with a key of its own', () => {
    const added = duplicateLayer(addLayer(three), 0);
    expect(units(added)).toEqual([30, 30, 20, 10, 10]);
    expect(new Set(added.hidden.map((layer) => layer.key)).size).toBe(5);
    expect(units(removeLayer(three, 1))).toEqual([30, 10]);
    expect(units(moveLayer(three, 0, 1))).toEqual([20, 30, 10]);
    expect(units(moveLayer(three, 2, 0))).toEqual([10, 30, 20]);
    expect(changeLayer(three, 1, { units: 7 }).hidden[1]).toEqual({ key: 1, units: 7, activation: 'tanh' });
    expect(units(three)).toEqual([30, 20, 10]);
  });

  it('adds a layer in between, like the one before it, or else the one behind', () => {
    expect(units(addLayer(three, 1))).toEqual([30, 30, 20, 10]);
    expect(units(addLayer(three, 0))).toEqual([30, 30, 20, 10]);
    expect(addLayer(three, 2).hidden[2]).toEqual({ ...three.hidden[1], key: 3 });
  });

  it('adds a layer to a network that has none', () => {
    expect(units(addLayer({ ...firstDraft, hidden: [] }))).toEqual([128]);
  });

  it('keeps all that a layer has, but for a slope that a new activation has no use for', () => {
    const layer = { key: 0, units: 5, activation: 'elu', slope: 0.5, dropout: 0.2, initialisation: 'normal' } as const;
    const draft: Draft = { ...firstDraft, hidden: [layer], output: { activation: 'softmax', initialisation: 'zeros' } };
    const { key, ...kept } = layer;
    expect(designOf(draft, digits).layers).toEqual([
      kept,
      { units: 10, activation: 'softmax', initialisation: 'zeros' },
    ]);
    expect(readDraft(JSON.stringify(draft))).toEqual(draft);
    const { slope, ...others } = layer;
    expect(changeLayer(draft, 0, { activation: 'relu' }).hidden).toEqual([{ ...others, activation: 'relu' }]);
  });

  it('takes output units of its own in the place of those that follow from the dataset', () => {
    const draft: Draft = { ...firstDraft, output: { activation: 'sigmoid', units: 1 } };
    expect(designOf(draft, digits).layers.at(-1)).toEqual({ units: 1, activation: 'sigmoid' });
  });

  it('gives a loss the output activation that it needs', () => {
    expect(chooseLoss(firstDraft, 'binary-cross-entropy').output.activation).toBe('sigmoid');
    expect(chooseLoss(firstDraft, 'mean-squared-error').output.activation).toBe('softmax');
    const back = chooseLoss(chooseLoss(firstDraft, 'binary-cross-entropy'), 'categorical-cross-entropy');
    expect(back).toEqual(firstDraft);
  });

  it('proposes the loss that goes with an output activation', () => {
    const chosen = (activation: Activation, from = firstDraft) => chooseOutputActivation(from, activation, digits);
    expect(chosen('sigmoid').config.loss).toBe('binary-cross-entropy');
    expect(chosen('identity').config.loss).toBe('mean-squared-error');
    expect(chosen('softmax', chosen('identity'))).toEqual(firstDraft);
    const squared = chooseLoss(firstDraft, 'mean-squared-error');
    expect(chosen('sigmoid', squared).config.loss).toBe('mean-squared-error'); // it was chosen, and it fits
    const plane = { shape: [1, 2], classes: [], targets: ['z'], count: 10 } as const;
    const regression = chooseLoss(changeOutput(firstDraft, { activation: 'identity' }), 'mean-squared-error');
    expect(chooseOutputActivation(regression, 'sigmoid', plane).config.loss).toBe('mean-squared-error');
  });

  it('takes the usual learning rate of another optimizer, but keeps one that was chosen', () => {
    expect(chooseOptimizer(firstDraft, 'adam').config.optimizer).toEqual({
      name: 'adam',
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    });
    const own = {
      ...firstDraft,
      config: { ...firstDraft.config, optimizer: { name: 'sgd', learningRate: 0.3 } as const },
    };
    expect(chooseOptimizer(own, 'adam').config.optimizer.learningRate).toBe(0.3);
    expect(chooseOptimizer(chooseOptimizer(firstDraft, 'adam'), 'sgd')).toEqual(firstDraft);
  });
});

describe('choosing a dataset', () => {
  const plane: Dataset = {
    id: 'plane',
    name: 'Plane',
    source: { kind: 'csv', file: 'plane.csv' },
    kind: 'table',
    state: 'absent',
    hash: null,
    count: 500,
    shape: [1, 2],
    columns: ['x', 'y'],
    classes: [],
    targets: ['z'],
    classCounts: [],
    testCount: 0,
    licence: null,
    bytes: 0,
    createdAt: 0,
    trashedAt: null,
  };
  const moons: Dataset = { ...plane, id: 'moons', targets: [], classes: ['a', 'b', 'c'] };

  it('makes a draft that can be trained on numbers to be predicted, and one for classes again', () => {
    const regression = chooseDataset(firstDraft, plane, digits);
    expect(regression.config).toMatchObject({ loss: 'mean-squared-error', preparation: 'standardise', epochs: 100 });
    expect(designOf(regression, plane).layers.at(-1)).toEqual({ units: 1, activation: 'identity' });
    expect(setupProblems(designOf(regression, plane), regression.config, plane)).toEqual([]);
    const classes = chooseDataset(regression, moons, plane);
    expect(setupProblems(designOf(classes, moons), classes.config, moons)).toEqual([]);
    expect(classes.config).toMatchObject({ loss: 'categorical-cross-entropy', epochs: 100 });
  });

  it('leaves alone what was not as usual', () => {
    const own = { ...firstDraft, config: { ...firstDraft.config, epochs: 7, preparation: 'none' as const } };
    expect(chooseDataset(own, moons, digits).config).toEqual(own.config);
  });

  it('takes back what the new one cannot have', () => {
    const own = { ...firstDraft, config: { ...firstDraft.config, stratified: true, testPart: 'own' as const } };
    expect(chooseDataset(own, plane, digits).config).toMatchObject({ stratified: false, testPart: 'split' });
    expect(chooseDataset({ ...own, output: { activation: 'softmax', units: 1 } }, moons, digits).output).toEqual({
      activation: 'softmax',
    });
    expect(chooseDataset(own, { ...moons, testCount: 9 }, digits).config).toMatchObject({ testPart: 'own' });
  });
});

it.each(['random', 'stratified', 'own'] as const)('the division %s is one that a config can tell', (division) => {
  expect(divisionOf(chooseDivision(division))).toBe(division);
});
