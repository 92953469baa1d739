import type { Random } from './random.ts';

/**
 * A number from the normal distribution with mean 0 and standard deviation 1, by the polar method (Marsaglia and Bray,
 * 1964). It takes no logarithm of the host's, so that it is the same number on every host; a square root is exact.
 */
export function normal(random: Random): number {
  for (;;) {
    const u = random.between(-1, 1);
    const v = random.between(-1, 1);
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * logarithm(s)) / s);
  }
}

/** ln x for x > 0, to 2·10⁻¹⁶: x = m·2ᵉ with m between ⅔ and 4⁄3, and ln m = 2·artanh((m − 1)/(m + 1)) by its series. */
export function logarithm(x: number): number {
  let exponent = 0;
  let m = x;
  for (; m >= 4 / 3; m /= 2) exponent++;
  for (; m < 2 / 3; m *= 2) exponent--;
  const t = (m - 1) / (m + 1);
  let sum = 0;
  for (let n = 35; n > 0; n -= 2) sum = sum * t * t + 1 / n;
  return exponent * Math.LN2 + 2 * t * sum;
}
