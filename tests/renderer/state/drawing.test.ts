import { describe, expect, it } from 'vitest';
import { Drawing } from '#renderer/state/drawing.svelte.ts';

function drawLine(drawing: Drawing, x: number): void {
  drawing.begin({ x, y: 0.2 });
  drawing.extend([
    { x, y: 0.5 },
    { x, y: 0.8 },
  ]);
  drawing.end();
}

describe('a drawing', () => {
  it('is blank at first and then has no picture', () => {
    const drawing = new Drawing();
    expect(drawing.isBlank).toBe(true);
    expect(drawing.seen).toBeNull();
  });

  it('is seen while the pen is still down', () => {
    const drawing = new Drawing();
    drawing.begin({ x: 0.5, y: 0.2 });
    const dot = drawing.seen;
    expect(dot?.length).toBe(784);
    drawing.extend([{ x: 0.5, y: 0.8 }]);
    expect(drawing.isDrawing).toBe(true);
    expect(drawing.seen).not.toEqual(dot);
  });

  it('leaves out points that add nothing', () => {
    const drawing = new Drawing();
    drawing.begin({ x: 0.5, y: 0.5 });
    drawing.extend([
      { x: 0.501, y: 0.5 },
      { x: 0.51, y: 0.5 },
    ]);
    expect(drawing.strokes).toEqual([
      [
        { x: 0.5, y: 0.5 },
        { x: 0.51, y: 0.5 },
      ],
    ]);
  });

  it('goes back and forth a stroke at a time', () => {
    const drawing = new Drawing();
    drawLine(drawing, 0.3);
    drawLine(drawing, 0.6);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(1);
    drawing.redo();
    expect(drawing.strokes).toHaveLength(2);
    drawing.undo();
    drawLine(drawing, 0.9);
    expect(drawing.canRedo).toBe(false);
  });

  it('can be had back after it was cleared', () => {
    const drawing = new Drawing();
    drawLine(drawing, 0.3);
    drawing.clear();
    drawing.clear();
    expect(drawing.isBlank).toBe(true);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(1);
    drawing.undo();
    expect(drawing.isBlank).toBe(true);
    expect(drawing.canUndo).toBe(false);
  });

  it('does not move a pen that is not down', () => {
    const drawing = new Drawing();
    drawing.extend([{ x: 0.5, y: 0.5 }]);
    expect(drawing.isBlank).toBe(true);
  });
});
