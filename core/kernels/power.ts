/** base ** exponent for a whole exponent ≥ 0, by repeated squaring: the same on every host, which Math.pow need not be. */
export function wholePower(base: number, exponent: number): number {
  let result = 1;
  for (let left = exponent, square = base; left > 0; left = Math.floor(left / 2), square *= square) {
    if (left % 2 === 1) result *= square;
  }
  return result;
}
