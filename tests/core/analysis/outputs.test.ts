import { expect, it } from 'vitest';
import { outputKind } from '#core/analysis/outputs.ts';
import type { Activation } from '#core/contract/design.ts';

it.each<[Activation, number, string]>([
  ['softmax', 10, 'probabilities'],
  ['sigmoid', 1, 'probabilities'],
  ['sigmoid', 10, 'shares'],
  ['identity', 10, 'numbers'],
  ['tanh', 10, 'numbers'],
  ['relu', 10, 'numbers'],
])('takes outputs of %s with %i units for %s, whatever the layers before have', (activation, units, kind) => {
  const hidden = { units: 1, activation: 'sigmoid' as const };
  expect(outputKind({ layers: [hidden, { units, activation }] })).toBe(kind);
});
