// By their series, so that a run depends on no host's maths library. There are two or three of each for a whole picture.

/** sin x for |x| ≤ π, to 10⁻¹². */
export function sine(x: f64): f64 {
  let sum: f64 = 1;
  for (let n = 24; n >= 2; n -= 2) sum = 1 - (sum * x * x) / <f64>(n * (n + 1));
  return x * sum;
}

/** cos x for |x| ≤ π, to 10⁻¹². */
export function cosine(x: f64): f64 {
  let sum: f64 = 1;
  for (let n = 24; n >= 2; n -= 2) sum = 1 - (sum * x * x) / <f64>(n * (n - 1));
  return sum;
}
