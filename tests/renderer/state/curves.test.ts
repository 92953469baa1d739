import { describe, expect, it } from 'vitest';
import type { MetricPoint } from '#core/contract/events.ts';
import { Curves } from '#renderer/state/curves.svelte.ts';

const point = (step: number, value: number, changes: Partial<MetricPoint> = {}): MetricPoint => ({
  name: 'loss',
  split: 'batch',
  step,
  seconds: step / 10,
  value,
  ...changes,
});

function loaded(): Curves {
  const curves = new Curves('a');
  curves.load({
    run: 'a',
    stepsPerEpoch: 20,
    series: [{ name: 'loss', split: 'batch', steps: [10, 20], seconds: [1, 2], values: [2, 1] }],
  });
  return curves;
}

describe('curves', () => {
  it('leave out points that come before they are loaded', () => {
    const curves = new Curves('a');
    curves.append([point(10, 2)]);
    expect(curves.state).toBe('loading');
    expect(curves.series).toEqual([]);
  });

  it('grow by new points, and take none twice', () => {
    const curves = loaded();
    curves.append([point(20, 1), point(30, 0.5), point(30, 0.5)]);
    expect(curves.find('loss', 'batch')).toEqual({
      name: 'loss',
      split: 'batch',
      steps: Float64Array.of(10, 20, 30),
      seconds: Float64Array.of(1, 2, 3),
      values: Float64Array.of(2, 1, 0.5),
    });
  });

  it('keep every point of a long run', () => {
    const curves = loaded();
    for (let step = 30; step <= 10_000; step += 10) curves.append([point(step, 1 / step)]);
    const { steps, values } = curves.find('loss', 'batch')!;
    expect([steps.length, values.length]).toEqual([1000, 1000]);
    expect([steps[999], values[999]]).toEqual([10_000, 1 / 10_000]);
    expect(steps.every((step, index) => step === 10 * (index + 1))).toBe(true);
  });

  it('begin a series with its first point', () => {
    const curves = loaded();
    curves.append([point(40, 0.9, { name: 'accuracy', split: 'test' })]);
    expect(curves.find('accuracy', 'test')).toMatchObject({
      steps: Float64Array.of(40),
      values: Float64Array.of(0.9),
    });
    expect(curves.find('accuracy', 'train')).toBeUndefined();
  });

  it('count every change in their version', () => {
    const curves = loaded();
    const before = curves.version;
    curves.append([point(30, 0.5)]);
    expect(curves.version).toBeGreaterThan(before);
  });
});
