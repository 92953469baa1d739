/**
 * Random numbers that are named and not drawn one after another: number `index` of those that belong to a key. A training
 * that was interrupted finds the same ones again, and threads can each work on a part. 32 bits, each equally likely.
 */
export function randomBits(index: number, key: number): number {
  return mixed(Math.imul(index, 0x9e3779b9) ^ key);
}

/** The key of a step, from a key of what happens in every step. */
export function keyOfStep(key: number, step: number): number {
  return mixed(key ^ mixed(step));
}

/** A 32-bit mixer with low bias (C. Wellons, 2018): each bit of its result depends on each bit of its argument. */
function mixed(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
