import { expect, it } from 'vitest';
import { cellMiddles, evenlyAlong, rangeWithMargin } from '#core/analysis/inside/grid.ts';

it('a range is of one column, with a margin of its width on either side', () => {
  const values = [0, 100, 10, 300, 5, 200];
  expect(rangeWithMargin(values, 0, 2, 0.1)).toEqual([-1, 11]);
  expect(rangeWithMargin(values, 1, 2, 0.1)).toEqual([80, 320]);
  expect(rangeWithMargin([7, 7], 0, 1, 0.5)).toEqual([6.5, 7.5]);
});

it('numbers along a range begin and end with it', () => {
  expect(evenlyAlong([-1, 1], 5)).toEqual(Float32Array.of(-1, -0.5, 0, 0.5, 1));
});

it('a grid begins at the top left, and each point is the middle of its cell', () => {
  expect([...cellMiddles([0, 4], [0, 2], 2, 2)]).toEqual([1, 1.5, 3, 1.5, 1, 0.5, 3, 0.5]);
});
