import { describe, expect, it } from 'vitest';
import type { LayerInside } from '#core/contract/inside.ts';
import { describeHealth, describeHealthOfAll } from '#renderer/views/workbench/inside/layers/health.ts';

const bins = { from: 0, to: 1, counts: Uint32Array.of(1), nonFinite: 0 };

function layer(changes: Partial<LayerInside> = {}): LayerInside {
  return {
    units: 128,
    weights: bins,
    biases: bins,
    activations: bins,
    gradients: bins,
    weightSize: 1,
    gradientSize: 0.5,
    deadUnits: [],
    dead: 0,
    saturated: 0,
    troubles: [],
    ...changes,
  };
}

function said(changes: Partial<LayerInside>): string {
  const facts = {
    name: 'hidden layer 1',
    activation: 'relu',
    inside: layer(changes),
    ofOutput: 1,
    isOutput: false,
  } as const;
  return describeHealth(facts)
    .map(({ text }) => text)
    .join(' ');
}

describe('the health of a layer', () => {
  it('is told of a healthy one with its gradient', () => {
    expect(said({})).toBe('Every unit answers to some example; its gradient is 0.5 times that of the output layer.');
    expect(said({ gradientSize: NaN })).toBe('Every unit answers to some example.');
  });

  it('does not hide a few dead units', () => {
    expect(said({ dead: 1, deadUnits: [4] })).toContain('1 of 128 units is dead, too few to do harm');
  });

  it('tells how many units are dead, and which', () => {
    const deadUnits = Array.from({ length: 20 }, (_, i) => i);
    expect(said({ troubles: ['dead'], dead: 20, deadUnits })).toBe(
      '20 of 128 units of hidden layer 1 give 0 for every example looked at: dead ReLU units, through which no gradient passes. They are units 1, 2, 3, 4, 5, 6, 7, 8 and 12 more.',
    );
    expect(said({ troubles: ['dead'], units: 3, dead: 3, deadUnits: [0, 1, 2] })).toMatch(/^All 3 units .* passes\.$/);
  });

  it('tells each trouble, with what to do', () => {
    const troubles = ['saturated', 'vanishing', 'exploding'] as const;
    const inside = layer({ troubles: [...troubles], saturated: 64, gradientSize: 0.00002 });
    const found = describeHealth({
      name: 'hidden layer 1',
      activation: 'tanh',
      inside,
      ofOutput: 0.1,
      isOutput: false,
    });
    expect(found.map(({ text }) => text)).toEqual([
      expect.stringContaining('64 of 128 units of hidden layer 1 stay at the flat ends of Tanh'),
      expect.stringContaining('it is 2.0e−4 times that of the output layer'),
      expect.stringContaining('explodes'),
    ]);
    expect(found.every(({ remedy }) => remedy?.startsWith('Try'))).toBe(true);
  });

  it('of all layers says where something is wrong', () => {
    const ill = layer({ troubles: ['vanishing'] });
    expect(describeHealthOfAll([layer(), layer()])).toMatch(/^All layers are well/);
    expect(describeHealthOfAll([ill, layer()])).toBe('Something is wrong in hidden layer 1.');
    expect(describeHealthOfAll([ill, ill, layer(), ill])).toBe(
      'Something is wrong in hidden layer 1, hidden layer 2 and the output layer.',
    );
  });
});
