/**
 * Numbers that grow at their end, as a curve does while its run goes on. Their memory doubles when it is full, so that
 * adding one costs the same however many there are.
 */
export class Column {
  #room: Float64Array;
  #length: number;

  constructor(values: ArrayLike<number> = []) {
    this.#room = Float64Array.from(values);
    this.#length = values.length;
  }

  get length(): number {
    return this.#length;
  }

  /** All numbers that are there now, without a copy. What is added later is in the next one only. */
  get values(): Float64Array {
    return this.#room.subarray(0, this.#length);
  }

  get last(): number | undefined {
    return this.#length === 0 ? undefined : this.#room[this.#length - 1];
  }

  add(value: number): void {
    if (this.#length === this.#room.length) this.#grow();
    this.#room[this.#length++] = value;
  }

  #grow(): void {
    const room = new Float64Array(Math.max(16, 2 * this.#room.length));
    room.set(this.#room);
    this.#room = room;
  }
}
