import { multiplicationCount } from '../contract/design.ts';
import type { RunSummary } from '../contract/run.ts';

type Setup = Pick<RunSummary, 'design' | 'config'>;
/** A run that has gone through epochs of the same dataset. */
export type TimedRun = Setup & Pick<RunSummary, 'epochs' | 'seconds'>;

/**
 * About how many seconds a training will take, going by another on the same dataset: the one whose batches, optimizer
 * and network are the likest. An epoch is taken to last as long as its multiplications. Null when there is none to go by.
 */
export function estimateSeconds(setup: Setup, timed: readonly TimedRun[]): number | null {
  const known = timed.filter(({ epochs, seconds }) => epochs > 0 && seconds > 0);
  if (known.length === 0) return null;
  const likest = known.reduce((best, run) => (unlikeness(setup, run) < unlikeness(setup, best) ? run : best));
  return setup.config.epochs * (likest.seconds / likest.epochs) * (work(setup) / work(likest));
}

/** Multiplications of an epoch, up to a factor that is the dataset's. */
function work({ design, config }: Setup): number {
  const trained = config.testPart === 'own' ? 100 : config.trainPercent;
  return multiplicationCount(design) * trained * (1 - config.validationPercent / 100);
}

/** How many times as large one is as the other in batch and in network, as powers of two; another optimizer is one more. */
function unlikeness(a: Setup, b: Setup): number {
  const batch = Math.abs(Math.log2(a.config.batchSize / b.config.batchSize));
  const network = Math.abs(Math.log2(work(a) / work(b)));
  return 2 * batch + network + Number(a.config.optimizer.name !== b.config.optimizer.name);
}
