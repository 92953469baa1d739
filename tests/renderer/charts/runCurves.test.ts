import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { curvesOfRun } from '#renderer/charts/runCurves.ts';
import { Curves } from '#renderer/state/curves.svelte.ts';

function loaded(): Curves {
  const curves = new Curves('a');
  const series = (split: 'batch' | 'validation') =>
    ({ name: 'loss', split, steps: [10], seconds: [1], values: [0.5] }) as const;
  curves.load({
    run: 'a',
    stepsPerEpoch: 10,
    series: [series('batch'), series('validation')].map((one) => ({
      ...one,
      steps: [...one.steps],
      seconds: [...one.seconds],
      values: [...one.values],
    })),
  });
  return curves;
}

describe('the curves of a run', () => {
  it('have a validation where a part is held back for it, from the beginning', () => {
    const splits = (validationPercent: number) =>
      curvesOfRun(loaded(), { name: 'One', config: { ...defaultConfig, validationPercent } }, 'loss', '#000').map(
        ({ split }) => split,
      );
    expect(splits(0)).toEqual(['test', 'train', 'batch']);
    expect(splits(10)).toEqual(['test', 'validation', 'train', 'batch']);
  });

  it('smooth only the batches, and mark the best of the test only', () => {
    const curves = curvesOfRun(loaded(), { name: 'One', config: defaultConfig }, 'rSquared', '#000');
    expect(curves.map(({ smoothed, best }) => ({ smoothed, best }))).toEqual([
      { smoothed: false, best: 'highest' },
      { smoothed: false, best: null },
      { smoothed: true, best: null },
    ]);
  });

  it('tell what they are of', () => {
    const [test, , batch] = curvesOfRun(loaded(), { name: 'One', config: defaultConfig }, 'loss', '#000');
    expect(test).toMatchObject({ run: 'One', metric: 'loss', split: 'test', values: new Float64Array() });
    expect(batch).toMatchObject({ run: 'One', split: 'batch', values: Float64Array.of(0.5), stepsPerEpoch: 10 });
  });
});
