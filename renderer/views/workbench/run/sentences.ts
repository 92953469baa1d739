import { areOfLastEpoch, describeWeights } from '#core/analysis/history.ts';
import type { RunProgress, RunSummary } from '#core/contract/run.ts';
import { formatAccuracy } from '../../../charts/format.ts';
import { formatCount, formatDuration, formatValue } from '../../../components/format.ts';

type Result = Pick<
  RunSummary,
  | 'status'
  | 'epochs'
  | 'config'
  | 'seconds'
  | 'best'
  | 'last'
  | 'problem'
  | 'weightsEpoch'
  | 'weightsBatches'
  | 'weightsResult'
>;

/**
 * What came of a run, in plain words; empty while it goes on. `testExamples` is how many it was tested on, null when
 * that is not known.
 */
export function describeResult(run: Result, testExamples: number | null): string {
  switch (run.status) {
    case 'finished':
      return `Finished in ${formatDuration(run.seconds)}. ${describeScore(run, testExamples)}`;
    case 'stopped':
      return `Stopped after ${epochsDone(run)}. ${describeScore(run, testExamples)}`;
    case 'interrupted':
      return `Interrupted after ${epochsDone(run)}, because Lamina was closed or ended. Resume it to go on from its last checkpoint.`;
    case 'diverged':
    case 'failed':
      return `It could not go on: ${run.problem ?? 'the reason is not known.'}${earlierWeights(run)}`;
    default:
      return '';
  }
}

/**
 * The epoch that goes on, counted from 1, how many of its batches are done, and which part of it that is. At the end of
 * an epoch it is still that one; nobody has seen anything of the next.
 */
export function placeInRun(
  progress: Pick<RunProgress, 'step' | 'stepsPerEpoch'> | undefined,
  epochs: number,
): { epoch: number; batch: number; done: number } {
  if (!progress || progress.step === 0) return { epoch: 1, batch: 0, done: 0 };
  const { step, stepsPerEpoch } = progress;
  const epoch = Math.min(epochs, Math.ceil(step / stepsPerEpoch));
  const batch = step - (epoch - 1) * stepsPerEpoch;
  return { epoch, batch, done: batch / stepsPerEpoch };
}

/** The score of the weights that the run has. */
function describeScore(run: Result, testExamples: number | null): string {
  const { best } = run;
  const last = run.weightsResult ?? run.last;
  if (!last) return 'It was not tested yet.';
  if (!Number.isFinite(last.test.loss))
    return 'Its loss is not a number any more: the steps were too large. Try a lower learning rate.';
  const examples = testExamples === null ? 'the examples' : `${formatCount(testExamples)} examples`;
  const { accuracy, meanAbsoluteError } = last.test;
  const it = run.weightsBatches > 0 ? `After epoch ${formatCount(last.epoch)} it was` : 'It is';
  const score =
    accuracy === undefined
      ? `${it} off by ${formatValue(meanAbsoluteError ?? NaN)} on average, over ${examples} it was not trained on.`
      : `${it} right on ${formatAccuracy(accuracy)} of ${examples} it was not trained on.`;
  const whose = `${score}${earlierWeights(run)}`;
  if (!best || best.epoch === last.epoch) return whose;
  return `${whose} Its test loss was lowest after epoch ${best.epoch}, at ${formatValue(best.test.loss)}.`;
}

/** Of which epoch the weights are, when that is not the last one. */
function earlierWeights(run: Result): string {
  return run.weightsEpoch === null || areOfLastEpoch(run) ? '' : ` Its weights are ${describeWeights(run)}.`;
}

function epochsDone({ epochs, config }: Result): string {
  return `${formatCount(epochs)} of ${formatCount(config.epochs)} epoch${config.epochs === 1 ? '' : 's'}`;
}
