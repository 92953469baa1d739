import { describe, expect, it } from 'vitest';
import { movePen } from '#renderer/views/draw/keyboardPen.ts';

const middle = { x: 0.5, y: 0.5, isDown: true };

describe('the keyboard’s pen', () => {
  it.each([
    ['ArrowLeft', 0.44, 0.5],
    ['ArrowRight', 0.56, 0.5],
    ['ArrowUp', 0.5, 0.44],
    ['ArrowDown', 0.5, 0.56],
  ])('goes by %s', (key, x, y) => {
    const moved = movePen(middle, key, false);
    expect(moved?.x).toBeCloseTo(x);
    expect(moved?.y).toBeCloseTo(y);
    expect(moved?.isDown).toBe(true);
  });

  it('goes in small steps with Shift', () => {
    expect(movePen(middle, 'ArrowRight', true)?.x).toBeCloseTo(0.51);
  });

  it('does not leave the pad', () => {
    expect(movePen({ x: 0.05, y: 0.5, isDown: false }, 'ArrowLeft', false)?.x).toBe(0.04);
    expect(movePen({ x: 0.5, y: 0.95, isDown: false }, 'ArrowDown', false)?.y).toBe(0.96);
  });

  it('does not move by other keys', () => {
    expect(movePen(middle, 'a', false)).toBeUndefined();
  });
});
