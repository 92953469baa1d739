import { describe, expect, it } from 'vitest';
import {
  draggedUnits,
  drawnNeurons,
  gapAt,
  nearestColumn,
  placeNeurons,
} from '#renderer/views/workbench/design/drawing/picture.ts';

describe('the neurons that are drawn', () => {
  it('are all of a small layer, and the first and last of a large one', () => {
    expect(drawnNeurons(3)).toEqual([0, 1, 2]);
    expect(drawnNeurons(11)).toHaveLength(11);
    expect(drawnNeurons(12)).toEqual([0, 1, 2, 3, 4, 7, 8, 9, 10, 11]);
    expect(drawnNeurons(65_536).slice(-2)).toEqual([65_534, 65_535]);
  });

  it('stand in the middle of their column, with dots for those left out', () => {
    const { columns } = placeNeurons([784, 1, 11], 800);
    const middle = columns[1].neurons[0];
    expect(columns[0].neurons).toHaveLength(10);
    expect(columns[0].dots[1]).toBe(middle);
    expect(columns[0].neurons[0] + columns[0].neurons[9]).toBeCloseTo(2 * middle);
    expect(columns[2].dots).toEqual([]);
    expect(columns[2].neurons[5]).toBeCloseTo(middle);
  });
});

describe('the columns', () => {
  it('spread over the room, but stand neither too close nor too far apart', () => {
    expect(placeNeurons([4, 2, 3, 1], 600).width).toBe(600);
    const many = placeNeurons(
      Array.from({ length: 101 }, () => 1024),
      600,
    );
    expect(many.step).toBe(56);
    expect(many.width).toBeGreaterThan(5600);
    const few = placeNeurons([4, 2], 2000);
    expect(few.step).toBe(240);
  });

  it('are found by where one points', () => {
    const picture = placeNeurons([4, 2, 3, 1], 600);
    const [first, second] = picture.columns;
    expect(nearestColumn(picture, second.x + picture.step * 0.4)).toBe(1);
    expect(nearestColumn(picture, second.x + picture.step * 0.6)).toBe(2);
    expect([nearestColumn(picture, -500), nearestColumn(picture, 5000)]).toEqual([0, 3]);
    expect(gapAt(picture, first.x + 1)).toBe(0);
    expect([gapAt(picture, first.x - 1), gapAt(picture, picture.columns[3].x + 1)]).toEqual([null, null]);
  });
});

it('dragging a layer doubles or halves it in equal stretches, down to one unit', () => {
  expect([draggedUnits(128, 64), draggedUnits(128, -64), draggedUnits(128, 0)]).toEqual([256, 64, 128]);
  expect(draggedUnits(2, -1000)).toBe(1);
});
