/** How well a network does on some examples: its loss, and what else the task has. */
export interface Scores {
  /** Mean of the examples, without the penalties of L1 and L2. */
  loss: number;
  /** Of a classification: the share of examples whose largest output is the right class. */
  accuracy?: number;
  /** Of a regression: the mean of |output − target| over examples and outputs. */
  meanAbsoluteError?: number;
  /**
   * Of a regression: R² = 1 − Σ(output − target)² / Σ(target − mean target)², each sum over examples and outputs, each
   * output with a mean of its own. Not there where the targets are all alike.
   */
  rSquared?: number;
}

/**
 * - `batch`: mean over the batches since the point before
 * - `train`: mean over an epoch's batches
 * - `validation`: over the whole validation part, at the end of an epoch
 * - `test`: over the whole test part, at the end of an epoch
 */
export const metricSplits = ['batch', 'train', 'validation', 'test'] as const;
export type MetricSplit = (typeof metricSplits)[number];
export const metricNames = ['loss', 'accuracy', 'meanAbsoluteError', 'rSquared'] as const satisfies (keyof Scores)[];
export type MetricName = (typeof metricNames)[number];

/** Whether more of a metric is better; of the others less is. */
export function isBetterHigher(metric: MetricName): boolean {
  return metric === 'accuracy' || metric === 'rSquared';
}
