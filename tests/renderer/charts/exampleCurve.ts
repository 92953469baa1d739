import type { Curve } from '#renderer/charts/curve.ts';

/** A curve with a point every ten batches, which are an epoch, and every half second. */
export function curveOf(values: number[], changes: Partial<Curve> = {}): Curve {
  return {
    id: 'test',
    label: 'Test',
    run: 'First run',
    metric: 'loss',
    split: 'test',
    colour: '#000',
    dash: [],
    dots: false,
    smoothed: true,
    best: null,
    stepsPerEpoch: 10,
    steps: values.map((_, index) => 10 * (index + 1)),
    seconds: values.map((_, index) => 0.5 * (index + 1)),
    values,
    ...changes,
  };
}
