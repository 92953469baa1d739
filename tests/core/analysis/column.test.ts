import { describe, expect, it } from 'vitest';
import { Column } from '#core/analysis/column.ts';

describe('a column', () => {
  it('grows from what it was made of', () => {
    const column = new Column([3, 2]);
    for (let value = 1; value > -100; value--) column.add(value);
    expect(column.length).toBe(103);
    expect(column.last).toBe(-99);
    expect([...column.values]).toEqual(Array.from({ length: 103 }, (_, index) => 3 - index));
  });

  it('begins empty', () => {
    const column = new Column();
    expect([column.length, column.last, [...column.values]]).toEqual([0, undefined, []]);
    column.add(0.1);
    expect([...column.values]).toEqual([0.1]);
  });

  it('leaves earlier values as they were', () => {
    const column = new Column([1]);
    const before = column.values;
    for (let value = 2; value < 40; value++) column.add(value);
    expect([...before]).toEqual([1]);
  });
});
