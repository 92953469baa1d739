import { describe, expect, it } from 'vitest';
import { across, down, planeOn, ticksOf, withRoom } from '#renderer/views/workbench/inside/surface/plane.ts';

describe('a plane', () => {
  const plane = planeOn(400, 300, [-1, 1], [0, 10]);

  it('has its values from edge to edge, the highest at the top', () => {
    expect(across(plane, -1)).toBe(plane.left);
    expect(across(plane, 1)).toBe(plane.left + plane.width);
    expect(down(plane, 10)).toBe(plane.top);
    expect(down(plane, 0)).toBe(plane.top + plane.height);
    expect(plane.left + plane.width).toBeLessThan(400);
    expect(plane.top + plane.height).toBeLessThan(300);
  });

  it('has round numbers along its axes', () => {
    expect(ticksOf([-1.1, 1.1], 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticksOf([0, 10], 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticksOf([1230, 1290], 3)).toEqual([1240, 1260, 1280]);
    expect(ticksOf([2, 2], 5)).toEqual([]);
    expect(ticksOf([0, NaN], 5)).toEqual([]);
  });

  it('has room beyond what it shows, also of a single value', () => {
    expect(withRoom([0, 10], 0.1)).toEqual([-1, 11]);
    expect(withRoom([3, 3])).toEqual([2.5, 3.5]);
  });
});
