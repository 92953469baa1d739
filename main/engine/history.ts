import { metricNames, type EpochResult, type MetricSeries, type MetricSplit, type Scores } from '#core/contract/run.ts';
import type { RunChanges } from '../store/runs.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { Store } from '../store/store.ts';

/** The results of the epochs that have ended by a step, out of the curves. */
function epochResults(series: readonly MetricSeries[], stepsPerEpoch: number, step: number): EpochResult[] {
  const values = new Map<string, number>();
  for (const { name, split, steps, values: curve } of series) {
    if (split !== 'batch') steps.forEach((at, i) => values.set(`${name} ${split} ${at}`, curve[i]));
  }
  const scoresAt = (split: MetricSplit, at: number): Scores => {
    const scores: Scores = { loss: NaN };
    for (const name of metricNames) {
      const value = values.get(`${name} ${split} ${at}`);
      if (value !== undefined) scores[name] = value;
    }
    return scores;
  };
  const isValidated = series.some(({ split }) => split === 'validation');
  const ends = series.find(({ name, split }) => name === 'loss' && split === 'test')?.steps ?? [];
  return ends
    .filter((end) => end <= step)
    .map((end) => ({
      epoch: end / stepsPerEpoch,
      train: scoresAt('train', end),
      ...(isValidated && { validation: scoresAt('validation', end) }),
      test: scoresAt('test', end),
    }));
}

/** The result with the lowest test loss, the earliest of equals. */
export function bestOf(results: readonly EpochResult[]): EpochResult | null {
  const lower = (best: EpochResult | null, result: EpochResult) =>
    best === null || result.test.loss < best.test.loss ? result : best;
  return results.reduce<EpochResult | null>(lower, null);
}

/** What a run's row says at a checkpoint, or before its first one. */
export function summaryAt(
  checkpoint: StoredCheckpoint | undefined,
  series: readonly MetricSeries[],
  stepsPerEpoch: number,
): Pick<RunChanges, 'epochs' | 'best' | 'last' | 'seconds' | 'training_seconds' | 'trained_examples' | 'weights_hash'> {
  const results = checkpoint ? epochResults(series, stepsPerEpoch, checkpoint.step) : [];
  return {
    epochs: checkpoint?.epoch ?? 0,
    best: bestOf(results),
    last: results.at(-1) ?? null,
    seconds: checkpoint?.header.seconds ?? 0,
    training_seconds: checkpoint?.header.trainingSeconds ?? 0,
    trained_examples: checkpoint?.header.trainedExamples ?? 0,
    weights_hash: checkpoint?.weightsHash ?? null,
  };
}

/** Takes back what a run has told since the newest checkpoint that it can go on from: it will be done again, or never was. */
export function goBackToCheckpoint(store: Store, id: string): StoredCheckpoint | undefined {
  const checkpoint = store.checkpoints.resumable(id);
  const run = store.runs.get(id)!;
  store.metrics.removeAfter(id, checkpoint?.step ?? 0);
  store.checkpoints.removeAfter(id, checkpoint?.step ?? -1);
  store.runs.update(id, summaryAt(checkpoint, store.metrics.series(id), run.stepsPerEpoch));
  return checkpoint;
}
