import { describe, expect, it } from 'vitest';
import { smooth } from '#core/analysis/smoothing.ts';

describe('smooth', () => {
  it('starts at the first value and follows the definition', () => {
    const smoothed = smooth([4, 2, 1], 0.5);
    expect(smoothed[0]).toBe(4);
    expect(smoothed[1]).toBeCloseTo((0.25 * 4 + 0.5 * 2) / 0.75, 12);
    expect(smoothed[2]).toBeCloseTo((0.125 * 4 + 0.25 * 2 + 0.5 * 1) / 0.875, 12);
  });

  it('changes nothing at weight 0', () => {
    expect([...smooth([3, 1, 2], 0)]).toEqual([3, 1, 2]);
  });

  it('passes a constant curve unchanged, without rounding', () => {
    expect([...smooth([0.1, 0.1, 0.1], 0.9)]).toEqual([0.1, 0.1, 0.1]);
  });

  it('passes non-finite points unchanged and does not count them', () => {
    const smoothed = smooth([4, NaN, 2, Infinity, 1], 0.5);
    expect(smoothed[1]).toBeNaN();
    expect(smoothed[3]).toBe(Infinity);
    const without = [...smooth([4, 2, 1], 0.5)];
    expect([smoothed[0], smoothed[2], smoothed[4]]).toEqual(without);
  });

  it('takes an empty curve', () => {
    expect(smooth([], 0.9)).toHaveLength(0);
  });

  it('writes to the room that it is given, where there is enough', () => {
    const room = new Float64Array(4);
    const smoothed = smooth([4, 2, 1], 0.5, room);
    expect(smoothed.buffer).toBe(room.buffer);
    expect([...smoothed]).toEqual([...smooth([4, 2, 1], 0.5)]);
    expect(smooth([4, 2, 1], 0.5, new Float64Array(2))).toEqual(smooth([4, 2, 1], 0.5));
    expect([...smooth([7, 7, 7], 0.5, room)]).toEqual([7, 7, 7]);
  });

  it.each([1, 1.5, -0.1, NaN])('refuses a weight of %s', (weight) => {
    expect(() => smooth([1, 2], weight)).toThrow(RangeError);
  });
});
