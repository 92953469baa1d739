import { describe, expect, it } from 'vitest';
import {
  cellByKey,
  describeCell,
  shareOfRow,
  shownClasses,
  totals,
} from '#renderer/views/workbench/inside/mistakes/matrix.ts';

const counts = [
  [8, 2, 0],
  [1, 998, 1],
  [0, 0, 0],
];
const classes = ['cat', 'dog', 'bird'];

describe('a confusion matrix', () => {
  it('counts all examples, and those told rightly', () => {
    expect(totals(counts)).toEqual({ all: 1010, right: 1006 });
  });

  it('tells shares of a row, of an empty one too', () => {
    expect(shareOfRow(counts, { truth: 0, said: 1 })).toBe(0.2);
    expect(shareOfRow(counts, { truth: 2, said: 2 })).toBe(0);
  });

  it('says what a cell means', () => {
    expect(describeCell(counts, classes, { truth: 0, said: 1 })).toBe(
      '2 of 10 examples of cat (20.0%) are said to be dog',
    );
    expect(describeCell(counts, classes, { truth: 1, said: 0 })).toBe(
      '1 of 1,000 examples of dog (0.1%) is said to be cat',
    );
    expect(describeCell(counts, classes, { truth: 0, said: 0 })).toBe(
      '8 of 10 examples of cat (80.0%) are told rightly',
    );
  });

  it('of many classes shows those that are mistaken most, in their order', () => {
    expect(shownClasses(counts)).toEqual([0, 1, 2]);
    const many = Array.from({ length: 40 }, (_, truth) =>
      Array.from({ length: 40 }, (_, said) => (truth === said ? 50 : truth === 39 && said === 2 ? 5 : 0)),
    );
    expect(shownClasses(many)).toHaveLength(30);
    expect(shownClasses(many, 2)).toEqual([2, 39]);
  });

  it('is gone through by the arrow keys, and not beyond its edges', () => {
    expect(cellByKey('ArrowRight', [0, 0], 3)).toEqual([0, 1]);
    expect(cellByKey('ArrowDown', [2, 1], 3)).toEqual([2, 1]);
    expect(cellByKey('ArrowUp', [2, 1], 3)).toEqual([1, 1]);
    expect(cellByKey('ArrowLeft', [1, 0], 3)).toEqual([1, 0]);
    expect(cellByKey('End', [1, 0], 3)).toEqual([1, 2]);
    expect(cellByKey('Home', [1, 2], 3)).toEqual([1, 0]);
    expect(cellByKey('Enter', [1, 2], 3)).toBeNull();
  });
});
