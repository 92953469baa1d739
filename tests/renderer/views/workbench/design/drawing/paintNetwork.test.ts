import { expect, it } from 'vitest';
import { levelOf } from '#renderer/views/workbench/design/drawing/paintNetwork.ts';

it('a weight is as strong as it is beside the largest of its layer', () => {
  expect([0, 0.5, -0.5, 2, -2].map((weight) => levelOf(weight, 2))).toEqual([0, 2, -2, 6, -6]);
  expect(levelOf(3, 2)).toBe(6); // a bias may be larger than any weight
});

it('what is no number, or stands beside nothing, has no strength', () => {
  expect([NaN, Infinity].map((weight) => levelOf(weight, 2))).toEqual([0, 0]);
  expect([levelOf(0, 0), levelOf(1, NaN)]).toEqual([0, 0]);
});
