import { expect, it } from 'vitest';
import { describeCertainty } from '#renderer/views/workbench/inside/mistakes/mistakes.ts';

it('a certainty is a share where outputs are shares, and otherwise the output itself', () => {
  const certain = (activation: 'softmax' | 'identity') =>
    describeCertainty({ certainty: 0.98765 }, { layers: [{ units: 10, activation }] });
  expect(certain('softmax')).toBe('98.8%');
  expect(certain('identity')).toBe('0.9877');
});
