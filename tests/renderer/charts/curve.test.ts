import { describe, expect, it } from 'vitest';
import { horizontalEnd, nearestIndex, plotCurve, type PlotOptions } from '#renderer/charts/curve.ts';
import { curveOf } from './exampleCurve.ts';

const plain: PlotOptions = { axis: 'epoch', smoothing: 0, logarithmic: false, range: null, limit: 1000 };

describe('plotCurve', () => {
  it('places points by epoch, batch or time', () => {
    const curve = curveOf([3, 2]);
    const across = (axis: PlotOptions['axis']) => plotCurve(curve, { ...plain, axis }).raw.map((point) => point.x);
    expect(across('epoch')).toEqual([1, 2]);
    expect(across('step')).toEqual([10, 20]);
    expect(across('time')).toEqual([0.5, 1]);
  });

  it('draws a smoothed line over the raw one, unless nothing is to be smoothed', () => {
    const values = [4, 2, 1];
    expect(plotCurve(curveOf(values), plain).smooth).toBeNull();
    expect(plotCurve(curveOf(values, { smoothed: false }), { ...plain, smoothing: 0.5 }).smooth).toBeNull();
    const { raw, smooth } = plotCurve(curveOf(values), { ...plain, smoothing: 0.5 });
    expect(raw.map((point) => point.y)).toEqual(values);
    expect(smooth?.map((point) => point.y)[1]).toBeCloseTo(8 / 3, 12);
  });

  it('leaves a gap where a value is not finite, or cannot stand on a logarithmic axis', () => {
    expect(plotCurve(curveOf([1, Infinity, 3]), plain).raw[1].y).toBeNaN();
    const { raw } = plotCurve(curveOf([1, 0, 3]), { ...plain, logarithmic: true });
    expect(raw.map((point) => point.y)).toEqual([1, NaN, 3]);
  });

  it('smooths the same whatever the zoom', () => {
    const curve = curveOf([9, 5, 4, 3, 8, 2, 1, 1, 2, 3]);
    const whole = plotCurve(curve, { ...plain, smoothing: 0.8 }).smooth!;
    const part = plotCurve(curve, { ...plain, smoothing: 0.8, range: [5, 7] }).smooth!;
    expect(part.length).toBeLessThan(whole.length);
    for (const point of part) expect(whole).toContainEqual(point);
  });

  it('runs on to one point beyond either edge of the zoom', () => {
    const curve = curveOf([1, 2, 3, 4, 5, 6, 7, 8]);
    const across = plotCurve(curve, { ...plain, range: [3.5, 5.5] }).raw.map((point) => point.x);
    expect(across[0]).toBeLessThan(3.5);
    expect(across.at(-1)).toBeGreaterThan(5.5);
    expect(across).toEqual(expect.arrayContaining([4, 5]));
    expect(across).not.toContain(1);
    expect(across).not.toContain(8);
  });

  it('marks the best point and never thins it out', () => {
    const values = Array.from({ length: 5000 }, (_, index) => 1 + Math.sin(index));
    values[3210] = -5;
    const { raw, best } = plotCurve(curveOf(values, { best: 'lowest' }), { ...plain, limit: 100 });
    expect(raw.length).toBeLessThanOrEqual(101);
    expect(best).toEqual({ x: 3211, y: -5 });
    expect(raw).toContainEqual(best);
  });

  it('smooths into the room that it is given, and leaves what was measured as it is', () => {
    const curve = curveOf([4, 2, 1]);
    const options = { ...plain, smoothing: 0.5 };
    const plotted = plotCurve(curve, { ...options, room: new Float64Array(8) });
    expect(plotted).toEqual(plotCurve(curve, options));
    expect(plotted.raw.map((point) => point.y)).toEqual([4, 2, 1]);
  });

  it('takes an empty curve', () => {
    expect(plotCurve(curveOf([], { best: 'highest' }), plain)).toEqual({ raw: [], smooth: null, best: null });
  });
});

describe('nearestIndex', () => {
  it('finds the nearest point, the first or last beyond the ends', () => {
    const curve = curveOf([1, 2, 3]);
    expect(nearestIndex(curve, 'epoch', 1.4)).toBe(0);
    expect(nearestIndex(curve, 'epoch', 1.6)).toBe(1);
    expect(nearestIndex(curve, 'epoch', -5)).toBe(0);
    expect(nearestIndex(curve, 'epoch', 99)).toBe(2);
    expect(nearestIndex(curveOf([]), 'epoch', 1)).toBeNull();
  });
});

describe('horizontalEnd', () => {
  it('is the end of the longest curve', () => {
    expect(horizontalEnd([curveOf([1]), curveOf([1, 2, 3]), curveOf([])], 'step')).toBe(30);
    expect(horizontalEnd([], 'step')).toBe(0);
  });
});
