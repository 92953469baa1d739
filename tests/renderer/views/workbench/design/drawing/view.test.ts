import { describe, expect, it } from 'vitest';
import { placeNeurons } from '#renderer/views/workbench/design/drawing/picture.ts';
import { moved, reaching, usualView, zoomedAt } from '#renderer/views/workbench/design/drawing/view.ts';

const room = { width: 600, height: 244 };
const small = { width: 400, height: 244 };
const wide = placeNeurons(
  Array.from({ length: 40 }, () => 100),
  room.width,
);

describe('how a drawing is looked at', () => {
  it('at first in its own size, in the middle, or from its left end', () => {
    expect(usualView(small, room)).toEqual({ scale: 1, x: 100, y: 0 });
    expect(usualView(wide, room)).toMatchObject({ scale: 1, x: 0 });
  });

  it('keeps the point that is zoomed at where it is', () => {
    const before = moved(usualView(wide, room), -700, 0, wide, room);
    const at = { x: 250, y: 100 };
    const after = zoomedAt(before, 2, at, wide, room);
    expect(after.scale).toBe(2);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale);
  });

  it('gets no smaller than it needs to be seen whole, and no larger than eight times', () => {
    const view = usualView(wide, room);
    expect(zoomedAt(view, 0.001, { x: 0, y: 0 }, wide, room).scale).toBeCloseTo(room.width / wide.width);
    expect(zoomedAt(usualView(small, room), 0.5, { x: 0, y: 0 }, small, room)).toEqual(usualView(small, room));
    expect(zoomedAt(view, 1000, { x: 0, y: 0 }, wide, room).scale).toBe(8);
  });

  it('cannot be moved past its ends', () => {
    const view = usualView(wide, room);
    expect(moved(view, 50, 50, wide, room)).toEqual(view);
    expect(moved(view, -100_000, 0, wide, room).x).toBe(room.width - wide.width);
  });

  it('reaches a column with its neighbours, and stays where it is when that can be seen', () => {
    const view = usualView(wide, room);
    expect(reaching(view, 2, wide, room)).toBe(view);
    const far = reaching(view, 30, wide, room);
    expect(wide.columns[31].x + far.x).toBeLessThan(room.width);
    const back = reaching(far, 1, wide, room);
    expect(wide.columns[0].x + back.x).toBeGreaterThan(0);
    expect(reaching(far, 39, wide, room).x).toBe(room.width - wide.width);
  });
});
