import { splitNames } from '#core/analysis/words.ts';
import { isBetterHigher } from '#core/contract/metrics.ts';
import type { MetricName, MetricSplit, RunSummary } from '#core/contract/run.ts';
import type { Curves } from '../state/curves.svelte.ts';
import type { Curve } from './curve.ts';

/** Training is dashed and validation dotted, wherever they stand together with the test. */
const dashes: Record<MetricSplit, readonly number[]> = { batch: [], train: [6, 4], validation: [2, 3], test: [] };

/**
 * The curves of one run for one chart, the uppermost first: test, validation and training in the run's colour, batches
 * in grey. There is a validation where the run has a part for it.
 */
export function curvesOfRun(
  curves: Curves,
  { name: run, config }: Pick<RunSummary, 'name' | 'config'>,
  name: MetricName,
  colour: string,
): Curve[] {
  const validation = config.validationPercent > 0 ? (['validation'] as const) : [];
  return (['test', ...validation, 'train', 'batch'] as const).map((split) =>
    curveOf(curves, name, split, {
      run,
      label: splitNames[split],
      colour: split === 'batch' ? 'var(--line-strong)' : colour,
      dash: dashes[split],
      smoothed: split === 'batch',
    }),
  );
}

const noNumbers = new Float64Array();

/** One curve of a run. */
export function curveOf(
  curves: Curves,
  name: MetricName,
  split: MetricSplit,
  look: Pick<Curve, 'run' | 'label' | 'colour' | 'dash' | 'smoothed'>,
): Curve {
  const series = curves.find(name, split);
  return {
    ...look,
    id: `${curves.run} ${split}`,
    metric: name,
    split,
    dots: split !== 'batch',
    best: split === 'test' ? (isBetterHigher(name) ? 'highest' : 'lowest') : null,
    stepsPerEpoch: curves.stepsPerEpoch,
    steps: series?.steps ?? noNumbers,
    seconds: series?.seconds ?? noNumbers,
    values: series?.values ?? noNumbers,
  };
}
