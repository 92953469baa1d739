import { expect, it } from 'vitest';
import { coachCurves, curvesBefore } from '#core/analysis/coach/curves.ts';
import { medianPlace, stretchOf } from '#core/analysis/coach/measures.ts';
import type { MetricName, MetricSeries, MetricSplit } from '#core/contract/run.ts';

function seriesOf(name: MetricName, split: MetricSplit, values: number[]): MetricSeries {
  const steps = values.map((_, index) => 10 * (index + 1));
  return { name, split, steps, seconds: steps, values };
}

const classes = { targets: [] };

it('takes whole epochs, and what is judged by the validation part where there is one', () => {
  const series = [
    seriesOf('loss', 'batch', [9, 9, 9, 9]),
    seriesOf('loss', 'train', [3, 2, 1]),
    seriesOf('accuracy', 'train', [0.3, 0.4, 0.5]),
    seriesOf('loss', 'test', [5, 4, 3]),
  ];
  const tested = coachCurves(series, 10, classes);
  expect(tested).toMatchObject({ epochs: [1, 2, 3], judgedSplit: 'test', judged: { loss: [5, 4, 3], score: [] } });
  const validated = coachCurves([...series, seriesOf('loss', 'validation', [7, 6])], 10, classes);
  expect(validated).toMatchObject({ epochs: [1, 2], judgedSplit: 'validation', judged: { loss: [7, 6] } });
  expect(validated.train).toEqual({ loss: [3, 2], score: [0.3, 0.4] });
  expect(curvesBefore(tested, 1).judged.loss).toEqual([5, 4]);
  expect(curvesBefore(tested, 9).epochs).toEqual([]);
});

it('has nothing to say of a run without curves', () => {
  expect(coachCurves([], 1, classes).epochs).toEqual([]);
});

it.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
  [10, 2],
  [50, 10],
])('compares, of %i epochs, stretches of %i', (epochs, stretch) => {
  expect(stretchOf(epochs)).toBe(stretch);
});

it('names a median that was stored, and leaves out what is not a number', () => {
  expect(medianPlace([9, 4, NaN, 1, 3, 2], 1, 6)).toEqual({ index: 5, value: 2 });
  expect(medianPlace([NaN], 0, 1)).toBeNull();
});
