/** Φ(x), the share of a normal distribution that lies below x: ½·(1 + erf(x/√2)), to about 10⁻¹⁵ of itself. */
export function normalDistribution(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const size = Math.abs(x);
  const tail = size < seriesEnd ? 0.5 - distanceFromMiddle(size) : upperTail(size);
  return x < 0 ? tail : 1 - tail;
}

/** φ(x) = e^(−x²/2)/√(2π). */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Below it the series loses little to cancellation; above it the fraction needs few terms. */
const seriesEnd = 2;

/** Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/(3·5) + …) for x ≥ 0 (Abramowitz and Stegun, 26.2.11). */
function distanceFromMiddle(x: number): number {
  let term = x;
  let sum = 0;
  for (let n = 3; sum + term !== sum; n += 2) {
    sum += term;
    term *= (x * x) / n;
  }
  return normalDensity(x) * sum;
}

/** 1 − Φ(x) = φ(x)/(x + 1/(x + 2/(x + 3/(x + …)))) (Abramowitz and Stegun, 26.2.14), from the far end. */
function upperTail(x: number): number {
  let rest = x;
  for (let n = 200; n > 0; n--) rest = x + n / rest;
  return normalDensity(x) / rest;
}
