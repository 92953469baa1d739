import { describe, expect, it } from 'vitest';
import {
  drawnSlots,
  scrolledTo,
  slotAt,
  slotByKey,
  tileSide,
  tileStep,
  wallColumns,
  wallHeight,
} from '#renderer/views/data/wall.ts';

describe('a wall', () => {
  it('has as many columns as fit, and at least one', () => {
    expect([0, tileSide, tileStep + tileSide - 1, tileStep + tileSide].map(wallColumns)).toEqual([1, 1, 1, 2]);
  });

  it('is as high as its rows', () => {
    expect([0, 1, 10, 11].map((count) => wallHeight(count, 10))).toEqual([0, tileSide, tileSide, tileStep + tileSide]);
  });

  it('draws what is seen and little more, wherever it is scrolled to', () => {
    const [count, columns, height] = [60_000, 12, 520];
    for (let top = 0; top <= wallHeight(count, columns) - height; top += 4567) {
      const { from, to } = drawnSlots(top, height, count, columns);
      expect(from).toBeLessThanOrEqual(Math.floor(top / tileStep) * columns);
      expect(to).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((top + height) / tileStep) * columns));
      expect(to - from).toBeLessThanOrEqual(25 * columns);
    }
  });

  it('draws nothing where nothing hangs', () => {
    expect(drawnSlots(0, 500, 0, 5)).toEqual({ from: 0, to: 0 });
    expect(drawnSlots(10_000, 500, 3, 5)).toEqual({ from: 3, to: 3 });
  });

  it('knows what is under the pointer', () => {
    expect(slotAt(tileStep + 1, tileStep + 1, 100, 10)).toBe(11);
    expect(slotAt(tileSide + 1, 1, 100, 10)).toBeNull(); // between two
    expect(slotAt(10 * tileStep + 1, 1, 100, 10)).toBeNull(); // right of the last column
    expect(slotAt(1, 2 * tileStep, 20, 10)).toBeNull(); // below the last row
  });
});

describe('a key', () => {
  it.each([
    ['ArrowRight', 15, 16],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 15, 25],
    ['ArrowDown', 95, 99],
    ['ArrowUp', 15, 5],
    ['PageDown', 15, 45],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['a', 50, null],
    ['constructor', 50, null],
  ])('%s leads from %i to %j', (key, from, to) => {
    expect(slotByKey(key, from, 100, 10, 3)).toBe(to);
  });
});

describe('scrolling to a picture', () => {
  it('moves as little as it can', () => {
    expect(scrolledTo(0, 0, 300, 10)).toBe(0);
    expect(scrolledTo(100, 0, 300, 10)).toBe(10 * tileStep + tileSide - 300);
    expect(scrolledTo(10, 500, 300, 10)).toBe(tileStep);
  });
});
