import { SvelteMap } from 'svelte/reactivity';
import { describe, expect, it } from 'vitest';
import { runSetupSchema } from '#core/contract/requests.ts';
import { addLayer, changeOutput, chooseLoss, firstDraft, type Draft } from '#renderer/views/workbench/draft.ts';
import { axesOf } from '#renderer/views/workbench/several/axes.ts';
import { Several } from '#renderer/views/workbench/several/several.svelte.ts';

const digits = { id: 'digits', shape: [28, 28], classes: [...'0123456789'], count: 1000 } as const;

function several(draft: Draft = firstDraft) {
  return new Several(
    () => draft,
    () => digits,
  );
}

describe('several runs', () => {
  it('are at first of five seeds', () => {
    const form = several();
    expect(form.setups.map(({ config }) => config.seed)).toEqual([1, 2, 3, 4, 5]);
    expect(form.setups[1].name).toBe('784-128-10, seed 2');
    expect(form.problem).toBeUndefined();
  });

  it('are every combination of the values, the last setting changing fastest', () => {
    const form = several({ ...firstDraft, name: 'Mine' });
    form.replace('seed', 'learningRate');
    form.type('learningRate', '0.1, 0.01');
    form.add('batchSize');
    form.type('batchSize', '8 16');
    form.add('optimizer');
    form.choose('optimizer', 'adam', true);
    form.choose('optimizer', 'sgd', false);
    expect(form.count).toBe(4);
    expect(form.setups.map(({ name }) => name)).toEqual([
      'Mine, lr 0.1, batch 8',
      'Mine, lr 0.1, batch 16',
      'Mine, lr 0.01, batch 8',
      'Mine, lr 0.01, batch 16',
    ]);
    const { config } = form.setups[3];
    expect(config).toMatchObject({ batchSize: 16, optimizer: { name: 'adam', beta1: 0.9 } });
  });

  it('name what cannot be read, and what cannot be trained', () => {
    const form = several();
    form.type('seed', 'some');
    expect(form.rows[0].read).toHaveProperty('problem');
    expect([form.isReadable, form.count, form.setups]).toEqual([false, 0, []]);
    form.replace('seed', 'batchSize');
    form.type('batchSize', '16, 5000');
    expect(form.problem).toMatch(/^“784-128-10, batch 5000” cannot be trained\. A batch of 5,000 is larger/);
    form.type('batchSize', '1-200');
    form.add('seed');
    form.type('seed', '1, 2');
    expect(form.problem).toMatch(/^These would be 400 runs; at most 200/);
    expect(form.setups).toEqual([]);
  });

  it('leave out a setting of a layer that is gone, and have it again when that is back', () => {
    const two = addLayer(firstDraft);
    const held = new SvelteMap([['draft', two]]);
    const form = new Several(
      () => held.get('draft')!,
      () => digits,
    );
    form.replace('seed', 'units 1');
    form.type('units 1', '4, 5');
    form.add('seed');
    form.type('seed', '1-3');
    expect(form.count).toBe(6);
    held.set('draft', firstDraft);
    expect(form.setups.map(({ name }) => name)).toEqual([1, 2, 3].map((seed) => `784-128-10, seed ${seed}`));
    form.type('seed', '4');
    held.set('draft', two);
    expect(form.setups.map(({ design }) => design.layers[1].units)).toEqual([4, 5]);
  });

  it('take as long as earlier ones', () => {
    const form = several();
    expect(form.secondsGoingBy([])).toBeNull();
    const { design, config } = form.setups[0];
    expect(form.secondsGoingBy([{ design, config, epochs: 5, seconds: 7 }])).toBeCloseTo(35, 9);
  });

  it('have names of at most 200 characters', () => {
    const form = several({ ...firstDraft, name: 'x'.repeat(200) });
    expect(form.setups[0].name).toHaveLength(200);
    expect(form.setups[0].name).toMatch(/x, seed 1$/);
  });
});

describe('every setting that can be varied', () => {
  const drafts = {
    classes: addLayer(firstDraft),
    'no hidden layer': { ...firstDraft, hidden: [] },
    'the squared error': chooseLoss(changeOutput(firstDraft, { activation: 'sigmoid' }), 'mean-squared-error'),
  };
  it.each(Object.entries(drafts))('makes a setup that the engine takes, with %s', (_, draft) => {
    for (const axis of axesOf(draft)) {
      const form = several(draft);
      if (axis.key !== 'seed') form.replace('seed', axis.key);
      if (axis.kind === 'choices') for (const { value } of axis.options) form.choose(axis.key, value, true);
      expect([axis.key, form.rows[0].read]).toEqual([axis.key, { choices: expect.anything() as unknown }]);
      expect([axis.key, form.problem]).toEqual([axis.key, undefined]);
      for (const setup of form.setups) expect(runSetupSchema.parse(setup)).toEqual(setup);
    }
  });
});
