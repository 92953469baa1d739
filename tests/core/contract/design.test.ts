import { expect, it } from 'vitest';
import { sameDesign, type Design } from '#core/contract/design.ts';

const design: Design = {
  inputs: 4,
  layers: [
    { units: 3, activation: 'leaky-relu' },
    { units: 2, activation: 'softmax' },
  ],
};

it('two designs are the same when one spells out what the other leaves out', () => {
  const first = { activation: 'leaky-relu', initialisation: 'he-uniform', dropout: 0, slope: 0.01, units: 3 } as const;
  expect(sameDesign(design, { ...design, layers: [first, design.layers[1]] })).toBe(true);
});

it('and are not when anything differs', () => {
  const [first, last] = design.layers;
  const changes = [
    { units: 4 },
    { activation: 'relu' },
    { slope: 0.02 },
    { dropout: 0.1 },
    { initialisation: 'zeros' },
  ];
  for (const change of changes) {
    const layers = [{ ...first, ...change }, last] as Design['layers'];
    expect(sameDesign(design, { ...design, layers })).toBe(false);
  }
  expect(sameDesign(design, { ...design, inputs: 5 })).toBe(false);
  expect(sameDesign(design, { ...design, layers: [first, first, last] })).toBe(false);
});
