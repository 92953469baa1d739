/**
 * How much of the fainter picture's ink the other has too, from 0 to 1, when the two pictures of 28×28 bytes are laid
 * over each other, at most a pixel off. Digits of different classes mostly share less than half.
 */
export function overlap(a: Uint8Array, b: Uint8Array): number {
  const inkOf = (picture: Uint8Array) => picture.reduce((sum, value) => sum + value, 0);
  let most = 0;
  for (const move of [-29, -28, -27, -1, 0, 1, 27, 28, 29]) {
    most = Math.max(
      most,
      a.reduce((sum, value, pixel) => sum + Math.min(value, b[pixel + move] ?? 0), 0),
    );
  }
  return most / Math.min(inkOf(a), inkOf(b));
}
