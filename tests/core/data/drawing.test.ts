import { describe, expect, it } from 'vitest';
import { renderDrawing, type Stroke } from '#core/data/drawing.ts';

const seven: Stroke[] = [
  [
    { x: 10, y: 12 },
    { x: 31, y: 11 },
    { x: 33, y: 14 },
    { x: 22, y: 33 },
    { x: 19, y: 47 },
  ],
  [
    { x: 17, y: 30 },
    { x: 30, y: 28 },
  ],
];

function transformed(strokes: readonly Stroke[], scale: number, dx: number, dy: number): Stroke[] {
  return strokes.map((stroke) =>
    stroke.map((point) => ({ ...point, x: point.x * scale + dx, y: point.y * scale + dy })),
  );
}

function drawn(strokes: readonly Stroke[], penWidth?: number): Uint8Array {
  const picture = renderDrawing(strokes, penWidth);
  if (picture === null) throw new Error('nothing was drawn');
  return picture;
}

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

function inkOf(picture: Uint8Array) {
  const cells = [...picture].map((value, i) => ({ value, x: i % 28, y: Math.floor(i / 28) }));
  const mass = cells.reduce((sum, cell) => sum + cell.value, 0);
  const inked = cells.filter((cell) => cell.value > 0);
  const span = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return {
    mass,
    centreX: cells.reduce((sum, cell) => sum + cell.value * cell.x, 0) / mass,
    centreY: cells.reduce((sum, cell) => sum + cell.value * cell.y, 0) / mass,
    width: span(inked.map((cell) => cell.x)),
    height: span(inked.map((cell) => cell.y)),
  };
}

describe('renderDrawing', () => {
  it('gives null for an empty drawing', () => {
    expect(renderDrawing([])).toBeNull();
    expect(renderDrawing([[], []])).toBeNull();
  });

  it('gives the same picture wherever and however large the drawing is', () => {
    const picture = drawn(seven);
    for (const [scale, dx, dy] of [
      [1, 100, -40],
      [0.01, 0, 0],
      [7.3, 3, 5],
      [123, -5000, 777],
    ] as const) {
      expect(largestDifference(picture, drawn(transformed(seven, scale, dx, dy)))).toBeLessThanOrEqual(1);
    }
  });

  it('fills 20 pixels along the longer side, whatever the pen', () => {
    for (const penWidth of [1, 2.6, 5]) {
      const { width, height } = inkOf(drawn(seven, penWidth));
      expect(height).toBe(20);
      expect(width).toBeLessThan(20);
    }
    const lying = seven.map((stroke) => stroke.map(({ x, y }) => ({ x: y, y: x })));
    expect(inkOf(drawn(lying)).width).toBe(20);
  });

  it('brings the centre of mass to pixel 14 within half a pixel', () => {
    for (const strokes of [seven, [seven[0]], [seven[1]]]) {
      const { centreX, centreY } = inkOf(drawn(strokes));
      expect(Math.abs(centreX - 14)).toBeLessThanOrEqual(0.501);
      expect(Math.abs(centreY - 14)).toBeLessThanOrEqual(0.501);
    }
  });

  it('draws a dot as a disc of the thickness of the pen', () => {
    const dot = inkOf(drawn([[{ x: 3, y: 3 }]], 4));
    expect(dot.mass / 255).toBeCloseTo(Math.PI * 4, 0);
    expect(dot.width).toBe(dot.height);
  });

  it('counts a dot beside a line', () => {
    const line = seven[0];
    expect(drawn([line, [{ x: 40, y: 47 }]])).not.toEqual(drawn([line]));
  });

  it('draws a line as thick as the pen, from edge to edge of the box', () => {
    const line = drawn(
      [
        [
          { x: 0, y: 0 },
          { x: 0, y: 90 },
        ],
      ],
      3,
    );
    for (let y = 7; y < 22; y++) {
      const row = line.subarray(y * 28, y * 28 + 28);
      expect(row.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(3, 1);
    }
  });

  it('makes a line thicker where its points say so', () => {
    const plain = inkOf(drawn(seven)).mass;
    const pressed = inkOf(drawn(seven.map((stroke) => stroke.map((point) => ({ ...point, width: 1.5 }))))).mass;
    expect(pressed).toBeGreaterThan(plain * 1.2);
  });

  it('takes more points than its buffer begins with', () => {
    const circle = Array.from({ length: 2000 }, (_, i) => {
      const angle = (i / 2000) * 2 * Math.PI;
      return { x: Math.cos(angle), y: Math.sin(angle) };
    });
    const { width, height, centreX } = inkOf(drawn([circle]));
    expect([width, height]).toEqual([20, 20]);
    expect(Math.abs(centreX - 14)).toBeLessThanOrEqual(0.501);
  });
});
