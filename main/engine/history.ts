import type { TrainingConfig } from '#core/contract/config.ts';
import { metricNames, type EpochResult, type MetricSeries, type MetricSplit, type Scores } from '#core/contract/run.ts';
import { epochOfWeights, freshStopping } from '#core/training/stopping.ts';
import type { RunChanges, StoredRun } from '../store/runs.ts';
import type { StoredCheckpoint, WholeCheckpoint } from '../store/checkpoints.ts';
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

type Weights = Pick<RunChanges, 'weights_hash' | 'weights_epoch' | 'weights_batches' | 'weights_result'>;

/**
 * What a run's row says of the weights of its newest checkpoint. `resultOf` gives the result of an epoch; that of weights
 * which have gone on since then is not known.
 */
function weightsAt(
  { epoch, step, header, weightsHash }: Pick<StoredCheckpoint, 'epoch' | 'step' | 'header' | 'weightsHash'>,
  { stopping }: TrainingConfig,
  stepsPerEpoch: number,
  resultOf: (epoch: number) => EpochResult | null,
): Weights {
  const weightsEpoch = epochOfWeights(epoch, header.stopping ?? freshStopping, stopping.restoreBest);
  const batches = step - epoch * stepsPerEpoch;
  return {
    weights_hash: weightsHash,
    weights_epoch: weightsEpoch,
    weights_batches: batches,
    weights_result: weightsEpoch === 0 || batches > 0 ? null : resultOf(weightsEpoch),
  };
}

function ofEpoch(results: readonly (EpochResult | null)[], epoch: number): EpochResult | null {
  return results.find((result) => result?.epoch === epoch) ?? null;
}

const noWeights: Weights = { weights_hash: null, weights_epoch: null, weights_batches: 0, weights_result: null };

/** What a run's row says at a checkpoint, or before its first one. */
export function summaryAt(
  checkpoint: StoredCheckpoint | undefined,
  config: TrainingConfig,
  series: readonly MetricSeries[],
  stepsPerEpoch: number,
): Weights & Pick<RunChanges, 'epochs' | 'best' | 'last' | 'seconds' | 'training_seconds' | 'trained_examples'> {
  const results = checkpoint ? epochResults(series, stepsPerEpoch, checkpoint.step) : [];
  return {
    epochs: checkpoint?.epoch ?? 0,
    best: bestOf(results),
    last: results.at(-1) ?? null,
    seconds: checkpoint?.header.seconds ?? 0,
    training_seconds: checkpoint?.header.trainingSeconds ?? 0,
    trained_examples: checkpoint?.header.trainedExamples ?? 0,
    ...(checkpoint ? weightsAt(checkpoint, config, stepsPerEpoch, (epoch) => ofEpoch(results, epoch)) : noWeights),
  };
}

/** Takes back what a run has told since the newest checkpoint that it can go on from: it will be done again, or never was. */
export function goBackToCheckpoint(store: Store, id: string): StoredCheckpoint | undefined {
  const checkpoint = store.checkpoints.resumable(id);
  const run = store.runs.get(id)!;
  store.metrics.removeAfter(id, checkpoint?.step ?? 0);
  store.checkpoints.removeAfter(id, checkpoint?.step ?? -1);
  store.runs.update(id, summaryAt(checkpoint, run.summary.config, store.metrics.series(id), run.stepsPerEpoch));
  return checkpoint;
}

/**
 * Lets checkpoints count whose numbers are written, and has the run's row say whose weights it has. `results` are those of
 * epochs that the row does not know yet; the curves must have them already.
 */
export function finishCheckpoints(
  store: Store,
  { summary, stepsPerEpoch }: StoredRun,
  checkpoints: readonly WholeCheckpoint[],
  results: readonly EpochResult[],
): void {
  const { id, config, last, best } = summary;
  store.checkpoints.finish(id, checkpoints);
  const newest = store.checkpoints.newest(id)!;
  // The best epoch by the metric that was watched may be one of long ago; reading the curves takes a while, so only then.
  const resultOf = (epoch: number) =>
    ofEpoch([...results, last, best], epoch) ??
    ofEpoch(epochResults(store.metrics.series(id), stepsPerEpoch, newest.step), epoch);
  store.runs.update(id, weightsAt(newest, config, stepsPerEpoch, resultOf));
}
