import { splitNames } from '#core/analysis/words.ts';
import type { MetricName, MetricSplit } from '#core/contract/run.ts';
import type { Curves } from '../state/curves.svelte.ts';
import type { Curve } from './curve.ts';

/** Training is dashed, wherever training and test stand together. */
const dashes: Record<MetricSplit, readonly number[]> = { batch: [], train: [6, 4], validation: [2, 3], test: [] };

/** The curves of one run for one chart, the uppermost first: test and training in the run's colour, batches in grey. */
export function curvesOfRun(curves: Curves, name: MetricName, colour: string): Curve[] {
  return (['test', 'train', 'batch'] as const).map((split) =>
    curveOf(curves, name, split, {
      label: splitNames[split],
      colour: split === 'batch' ? 'var(--line-strong)' : colour,
      dash: dashes[split],
      smoothed: split === 'batch',
    }),
  );
}

/** One curve of a run. It shares the growing lists of `curves`. */
export function curveOf(
  curves: Curves,
  name: MetricName,
  split: MetricSplit,
  look: Pick<Curve, 'label' | 'colour' | 'dash' | 'smoothed'>,
): Curve {
  const series = curves.find(name, split);
  return {
    ...look,
    id: `${curves.run} ${split}`,
    dots: split !== 'batch',
    best: split === 'test' ? (name === 'loss' ? 'lowest' : 'highest') : null,
    stepsPerEpoch: curves.stepsPerEpoch,
    steps: series?.steps ?? [],
    seconds: series?.seconds ?? [],
    values: series?.values ?? [],
  };
}
