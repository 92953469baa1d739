/**
 * Which outputs dropout leaves out follows from their place in the batch, the layer, the step and the seed alone: output
 * number n (row · units + unit) is left out when `randomBits(n, key)` is below `dropoutThreshold(probability)`.
 *
 * The share of all bits that is below it is `probability`, to 2⁻³².
 */
export function dropoutThreshold(probability: number): number {
  return Math.floor(probability * 2 ** 32);
}
