import { expect, it } from 'vitest';
import { applyChanges, type SetupChange } from '#core/analysis/coach/changes.ts';
import { defaultConfig } from '#core/contract/config.ts';
import { designSchema, type Design } from '#core/contract/design.ts';
import { setupProblems } from '#core/contract/setup.ts';

const design: Design = {
  inputs: 2,
  layers: [
    { units: 5, activation: 'relu', dropout: 0.1 },
    { units: 4, activation: 'elu', slope: 2 },
    { units: 2, activation: 'softmax' },
  ],
};
const setup = { design, config: defaultConfig };
const dataset = { kind: 'table', shape: [1, 2], classes: ['a', 'b'], count: 500 } as const;

it('changes hidden layers and never the output layer', () => {
  const changes: SetupChange[] = [
    { set: 'units', times: 2 },
    { set: 'dropout', to: 0.5 },
    { set: 'activation', from: 'elu', to: 'relu' },
    { set: 'add-layer', units: 3 },
  ];
  expect(applyChanges(setup, changes).design.layers).toEqual([
    { units: 10, activation: 'relu', dropout: 0.5 },
    { units: 8, activation: 'relu', dropout: 0.5 },
    { units: 3, activation: 'relu', dropout: 0.5 },
    { units: 2, activation: 'softmax' },
  ]);
  expect(setup.design).toBe(design);
});

it('holds a validation part back to stop by, unless there is one', () => {
  const stopped = applyChanges(setup, [{ set: 'stop-early', patience: 7 }]).config;
  expect(stopped.validationPercent).toBe(20);
  expect(stopped.stopping).toMatchObject({ patience: { split: 'validation', epochs: 7 }, restoreBest: true });
  const validated = { design, config: { ...defaultConfig, validationPercent: 10 } };
  expect(applyChanges(validated, [{ set: 'stop-early', patience: 7 }]).config.validationPercent).toBe(10);
});

it.each<SetupChange>([
  { set: 'learning-rate', to: 0.5 },
  { set: 'epochs', to: 7 },
  { set: 'batch-size', to: 64 },
  { set: 'longest-gradient', to: 1 },
  { set: 'preparation', to: 'standardise' },
  { set: 'dropout', to: 0.2 },
  { set: 'no-regularisation' },
  { set: 'units', times: 0.5 },
  { set: 'add-layer', units: 32 },
  { set: 'activation', from: 'relu', to: 'leaky-relu' },
  { set: 'stop-early', patience: 5 },
])('makes a setup that is another one and can be trained: $set', (change) => {
  const changed = applyChanges(setup, [change]);
  expect(changed).not.toEqual(setup);
  expect(designSchema.parse(changed.design)).toEqual(changed.design);
  expect(setupProblems(changed.design, changed.config, dataset)).toEqual([]);
});
