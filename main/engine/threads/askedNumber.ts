/**
 * A number above 0 that one thread leaves for another, in 8 bytes of shared memory; 0 stands for none. One that has not
 * been taken gives way to the next.
 */
export class AskedNumber {
  static readonly bytes = 8;
  /** The number's bits: atomic operations are of whole numbers only. */
  readonly #bits: BigInt64Array;
  readonly #number = new Float64Array(1);
  readonly #numberBits = new BigInt64Array(this.#number.buffer);

  constructor(memory: SharedArrayBuffer) {
    this.#bits = new BigInt64Array(memory);
  }

  leave(value: number): void {
    this.#number[0] = value;
    Atomics.store(this.#bits, 0, this.#numberBits[0]);
  }

  /** The number that was left, which is then gone; null when there is none. */
  take(): number | null {
    if (Atomics.load(this.#bits, 0) === 0n) return null;
    this.#numberBits[0] = Atomics.exchange(this.#bits, 0, 0n);
    return this.#number[0];
  }
}
