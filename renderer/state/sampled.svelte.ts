import type { Dataset, DatasetSample } from '#core/contract/dataset.ts';
import type { DatasetsState } from './datasets.svelte.ts';
import { describeError } from './notices.svelte.ts';
import type { Session } from './session.svelte.ts';

interface Sampled {
  /** What came last; null before anything has. */
  readonly sample: DatasetSample | null;
  /** Why nothing could be had, in words. */
  readonly problem: string | null;
}

/**
 * `count` examples of a dataset from the example `first` on, at most all, asked for anew whenever something of that
 * changes. For a component's script: what is asked for ends with the component.
 */
export function sampled(
  { datasets, session }: { datasets: DatasetsState; session: Session },
  wanted: () => { dataset: Dataset; first?: number; count: number },
): Sampled {
  let sample = $state.raw<DatasetSample | null>(null);
  let problem = $state<string | null>(null);
  $effect(() => {
    if (session.status !== 'ready') return;
    let isWanted = true;
    const { dataset, first = 0, count } = wanted();
    const indices = Array.from({ length: Math.min(count, dataset.count - first) }, (_, index) => first + index);
    datasets.sample(dataset.id, indices).then(
      (loaded) => {
        if (!isWanted) return;
        sample = loaded;
        problem = null;
      },
      (error: unknown) => {
        if (isWanted) problem = describeError(error).text;
      },
    );
    return () => (isWanted = false);
  });
  return {
    get sample() {
      return sample;
    },
    get problem() {
      return problem;
    },
  };
}
