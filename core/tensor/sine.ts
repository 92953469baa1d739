// The sine and the cosine by the series of the sine: the same on every host, which Math.sin and Math.cos need not be.

/** cos(π·x) for x from 0 to 1, to 10⁻¹⁵, as the sine of what it is away from a quarter turn. */
export function cosineOfHalfTurns(x: number): number {
  return sineOf(Math.PI * (0.5 - x));
}

/** sin(2π·x) for any x, to 10⁻¹⁵ where x is not large. */
export function sineOfTurns(x: number): number {
  const turn = x - Math.round(x);
  // Past a quarter turn the sine comes back the way it went.
  const folded = turn > 0.25 ? 0.5 - turn : turn < -0.25 ? -0.5 - turn : turn;
  return sineOf(2 * Math.PI * folded);
}

/** cos(2π·x) for any x, to 10⁻¹⁵ where x is not large. */
export function cosineOfTurns(x: number): number {
  return sineOfTurns(x + 0.25);
}

/** For an angle of at most a quarter turn either way. */
function sineOf(angle: number): number {
  let sum = 1;
  for (let n = 22; n >= 2; n -= 2) sum = 1 - (sum * angle * angle) / (n * (n + 1));
  return angle * sum;
}
