import { isRegression } from '../../contract/dataset.ts';
import type { MetricName, MetricSplit, RunSummary } from '../../contract/run.ts';

/** The values of a metric at the end of each epoch, in the order of the epochs. */
export interface EpochCurve {
  loss: readonly number[];
  /** Empty where there is none. */
  score: readonly number[];
}

/** What the coach looks at of a run's curves. All lists that are not empty have as many values as `epochs`. */
export interface CoachCurves {
  /** The numbers of the epochs that have ended. */
  epochs: readonly number[];
  train: EpochCurve;
  /** Of examples that are not learned from: of the validation part where there is one, else of the test part. */
  judged: EpochCurve;
  judgedSplit: 'validation' | 'test';
  scoreName: 'accuracy' | 'rSquared';
}

/** A curve, in whatever its numbers are kept. */
export interface CoachSeries {
  readonly name: MetricName;
  readonly split: MetricSplit;
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Takes the curves of whole epochs out of all of a run's curves. */
export function coachCurves(
  series: readonly CoachSeries[],
  stepsPerEpoch: number,
  dataset: Pick<RunSummary['dataset'], 'targets'>,
): CoachCurves {
  const find = (name: MetricName, split: MetricSplit) => series.find((one) => one.name === name && one.split === split);
  const scoreName = isRegression(dataset) ? 'rSquared' : 'accuracy';
  const judgedSplit = find('loss', 'validation') ? 'validation' : 'test';
  const loss = { train: find('loss', 'train'), judged: find('loss', judgedSplit) };
  // An epoch's points come together; where one is missing all the same, what is whole counts.
  const count = Math.min(loss.train?.steps.length ?? 0, loss.judged?.steps.length ?? 0);
  const curveOf = (split: 'train' | 'validation' | 'test'): EpochCurve => {
    const scores = find(scoreName, split)?.values ?? [];
    return {
      loss: firstOf(find('loss', split)?.values ?? [], count),
      score: scores.length < count ? [] : firstOf(scores, count),
    };
  };
  return {
    epochs: firstOf(loss.train?.steps ?? [], count).map((step) => step / stepsPerEpoch),
    train: curveOf('train'),
    judged: curveOf(judgedSplit),
    judgedSplit,
    scoreName,
  };
}

function firstOf(values: ArrayLike<number>, count: number): number[] {
  return Array.from({ length: count }, (_, index) => values[index]);
}

/** The curves as they were so many epochs ago. */
export function curvesBefore(curves: CoachCurves, epochs: number): CoachCurves {
  const count = Math.max(0, curves.epochs.length - epochs);
  const cut = ({ loss, score }: EpochCurve) => ({ loss: loss.slice(0, count), score: score.slice(0, count) });
  return { ...curves, epochs: curves.epochs.slice(0, count), train: cut(curves.train), judged: cut(curves.judged) };
}
