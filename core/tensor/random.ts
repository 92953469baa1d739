/**
 * The seeded random source: xoshiro128** (Blackman and Vigna, 2018), with its state filled by splitmix32.
 *
 * A source is named by a seed and a list of words or numbers, as in `new Random(seed, 'shuffle', epoch)`.
 * Different names give unrelated sequences, so whoever needs randomness makes the source where it is needed,
 * and an interrupted run can make the same one again without having kept its state.
 */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number, ...name: readonly (string | number)[]) {
    this.#state = new Uint32Array(4);
    let mixed = splitmix32(seed >>> 0) ^ splitmix32(Math.floor(seed / 2 ** 32) >>> 0);
    for (const part of name) mixed = splitmix32(mixed ^ hashOf(part));
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      this.#state[i] = splitmix32(mixed);
    }
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  /** The next 32 random bits. */
  bits(): number {
    const s = this.#state;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** Uniform in [0, 1), in steps of 2⁻³². */
  uniform(): number {
    return this.bits() / 2 ** 32;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A whole number in [0, limit), each equally likely (Lemire 2019, with rejection). */
  below(limit: number): number {
    const rejected = 2 ** 32 % limit;
    let bits = this.bits();
    while (bits < rejected) bits = this.bits();
    return bits % limit;
  }

  /** Shuffles in place (Fisher and Yates). */
  shuffle(items: Uint32Array): Uint32Array {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = items[i];
      items[i] = items[j];
      items[j] = kept;
    }
    return items;
  }

  /** The numbers 0 … count−1 in random order. */
  permutation(count: number): Uint32Array {
    return this.shuffle(Uint32Array.from({ length: count }, (_, i) => i));
  }
}

function splitmix32(value: number): number {
  let z = (value + 0x9e3779b9) >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** FNV-1a over the characters of a word; a number stands for itself. */
function hashOf(part: string | number): number {
  if (typeof part === 'number') return splitmix32(part >>> 0);
  let hash = 0x811c9dc5;
  for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
