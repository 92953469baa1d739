/**
 * Smooths a curve as TensorBoard does: an exponential moving average, last ← w·last + (1−w)·y, shown as last/(1−wⁿ) so
 * that it does not start out too low. Non-finite points pass unchanged and do not count; so does a constant curve.
 *
 * `weight` is from 0 (nothing is smoothed) to just under 1. Returns as many values as it is given. They are written to
 * the beginning of `room` if it is large enough: a curve is smoothed anew for every picture, and a long one would leave
 * much to be cleared away.
 */
export function smooth(values: ArrayLike<number>, weight: number, room?: Float64Array): Float64Array {
  if (!(weight >= 0 && weight < 1))
    throw new RangeError(`A smoothing weight is at least 0 and below 1, not ${weight}.`);
  const { length } = values;
  const smoothed = room && room.length >= length ? room.subarray(0, length) : new Float64Array(length);
  if (weight === 0 || isConstant(values)) {
    smoothed.set(values);
    return smoothed;
  }
  let last = 0;
  let remaining = 1; // wⁿ
  for (let index = 0; index < length; index++) {
    const value = values[index];
    if (!Number.isFinite(value)) {
      smoothed[index] = value;
      continue;
    }
    last = weight * last + (1 - weight) * value;
    remaining *= weight;
    smoothed[index] = last / (1 - remaining);
  }
  return smoothed;
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let index = 1; index < values.length; index++) if (values[index] !== values[0]) return false;
  return true;
}
