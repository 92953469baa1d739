/**
 * Smooths a curve as TensorBoard does: an exponential moving average, last ← w·last + (1−w)·y, shown as last/(1−wⁿ) so
 * that it does not start out too low. Non-finite points pass unchanged and do not count; so does a constant curve.
 *
 * `weight` is from 0 (nothing is smoothed) to just under 1. Returns as many values as it is given.
 */
export function smooth(values: readonly number[], weight: number): number[] {
  if (!(weight >= 0 && weight < 1))
    throw new RangeError(`A smoothing weight is at least 0 and below 1, not ${weight}.`);
  if (weight === 0 || isConstant(values)) return [...values];
  let last = 0;
  let remaining = 1; // wⁿ
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = weight * last + (1 - weight) * value;
    remaining *= weight;
    return last / (1 - remaining);
  });
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
