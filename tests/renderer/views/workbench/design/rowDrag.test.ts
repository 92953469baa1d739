import { expect, it } from 'vitest';
import { rowDragTarget } from '#renderer/views/workbench/design/rowDrag.ts';

it('a dragged row takes the place of the one that it is nearest to', () => {
  const target = (by: number) => rowDragTarget({ row: 1, middles: [20, 60, 100, 160], from: 300, by });
  expect([-500, -30, -10, 0, 15, 30, 75, 500].map(target)).toEqual([0, 0, 1, 1, 1, 2, 3, 3]);
});
