import { describe, expect, it } from 'vitest';
import { bestIndex } from '#core/analysis/best.ts';

describe('bestIndex', () => {
  it('finds the lowest and the highest value', () => {
    expect(bestIndex([3, 1, 2], 'lowest')).toBe(1);
    expect(bestIndex([3, 1, 2], 'highest')).toBe(0);
  });

  it('takes the first of equals', () => {
    expect(bestIndex([2, 1, 1], 'lowest')).toBe(1);
    expect(bestIndex([2, 5, 5], 'highest')).toBe(1);
  });

  it('passes over what is missing or not finite', () => {
    expect(bestIndex([NaN, null, -Infinity, undefined, 7, 8], 'lowest')).toBe(4);
    expect(bestIndex([Infinity, 7, 8], 'highest')).toBe(2);
  });

  it('finds none where there is none', () => {
    expect(bestIndex([], 'lowest')).toBeNull();
    expect(bestIndex([NaN, null], 'highest')).toBeNull();
  });
});
