import { expect, it } from 'vitest';
import { axisNames, hasColourScale, isDrawable, pointIndices, pointsOf } from '#renderer/views/data/points.ts';

const classes = { kind: 'table', columns: ['x', 'y'], targets: [] as string[] } as const;
const curve = { kind: 'table', columns: ['x'], targets: ['y'] } as const;
const plane = { kind: 'table', columns: ['x', 'y'], targets: ['z'] } as const;
const mutable = ({ kind, columns, targets }: typeof classes | typeof curve | typeof plane) => ({
  kind,
  columns: [...columns],
  targets: [...targets],
});

it('what has two directions is drawn', () => {
  expect([classes, curve, plane].map((one) => isDrawable(mutable(one)))).toEqual([true, true, true]);
  expect(isDrawable({ kind: 'table', columns: ['x'], targets: [] })).toBe(false);
  expect(isDrawable({ kind: 'table', columns: ['a', 'b', 'c'], targets: [] })).toBe(false);
  expect(isDrawable({ kind: 'pictures', columns: [], targets: [] })).toBe(false);
});

it('a third direction becomes a colour', () => {
  expect([classes, curve, plane].map((one) => hasColourScale(mutable(one)))).toEqual([false, false, true]);
  expect(axisNames(mutable(curve))).toEqual({ x: 'x', y: 'y' });
  expect(axisNames(mutable(plane))).toEqual({ x: 'x', y: 'y' });
});

it('points are where their example says', () => {
  const sample = { shape: [1, 1] as [number, number], indices: [0], labels: [], pixels: new Uint8Array() };
  expect(pointsOf(mutable(curve), { ...sample, inputs: [[2]], targets: [[4]] })).toEqual([{ x: 2, y: 4 }]);
  expect(pointsOf(mutable(classes), { ...sample, inputs: [[2, 3]], targets: [] })).toEqual([{ x: 2, y: 3 }]);
});

it('of many examples some are drawn, at equal distances and none twice', () => {
  expect(pointIndices(3)).toEqual([0, 1, 2]);
  const some = pointIndices(5001);
  expect(some).toHaveLength(2000);
  expect(new Set(some).size).toBe(2000);
  expect(some.at(-1)).toBeGreaterThan(4995);
});
