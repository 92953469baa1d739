import type { Dataset, DatasetSample } from '#core/contract/dataset.ts';
import type { RunSummary } from '#core/contract/run.ts';
import { splitExamples } from '#core/data/split.ts';
import type { DatasetsState } from '../../../../state/datasets.svelte.ts';

/** More points would hide the picture below them. */
const mostPoints = 800;

/** Examples of a run's dataset, each with whether the run learned from it. */
export interface ShownExamples {
  sample: DatasetSample;
  isLearned: boolean[];
}

/**
 * Some examples at equal distances, divided as the run has divided them: the split follows from its settings. Rejects
 * with a `LaminaError`. Null when the examples are not there any more, or are others than those it was trained on.
 */
export async function loadExamples(
  datasets: Pick<DatasetsState, 'sample' | 'labels'>,
  dataset: Dataset,
  run: Pick<RunSummary, 'dataset' | 'config'>,
): Promise<ShownExamples | null> {
  const { count, testCount } = dataset;
  if (dataset.state !== 'ready' || (run.dataset.hash !== null && run.dataset.hash !== dataset.hash)) return null;
  const shown = Math.min(count, mostPoints);
  const indices = Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown));
  const [sample, labels] = await Promise.all([datasets.sample(dataset.id, indices), datasets.labels(dataset.id)]);
  const learned = new Set(splitExamples({ count, testCount, labels }, run.config).train);
  return { sample, isLearned: sample.indices.map((index) => learned.has(index)) };
}
