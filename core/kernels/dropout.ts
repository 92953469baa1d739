/**
 * Which outputs dropout leaves out follows from their place in the batch, the layer, the step and the seed alone: a
 * training that was interrupted leaves out the same ones, and threads can each work on a part.
 *
 * Output number n (row · units + unit) is left out when `dropoutHash(n, key)` is below `dropoutThreshold(probability)`.
 */
export function dropoutHash(index: number, key: number): number {
  return mixed(Math.imul(index, 0x9e3779b9) ^ key);
}

/** The key of a step, from the layer's own. */
export function dropoutKey(layerKey: number, step: number): number {
  return mixed(layerKey ^ mixed(step));
}

/** The share of all hashes that is below it is `probability`, to 2⁻³². */
export function dropoutThreshold(probability: number): number {
  return Math.floor(probability * 2 ** 32);
}

/** A 32-bit mixer with low bias (C. Wellons, 2018): each bit of its result depends on each bit of its argument. */
function mixed(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
