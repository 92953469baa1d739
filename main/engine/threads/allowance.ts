import type { StepUnit } from '#core/contract/run.ts';
import { controlWord } from './protocol.ts';

/**
 * How far a training that is paused may go nevertheless: so many batches, and then to the end of so many epochs. The
 * engine gives, the trainer takes, both in the control memory, where whoever comes second finds what the other has left.
 */
export class Allowance {
  readonly #control: Int32Array;

  constructor(control: Int32Array) {
    this.#control = control;
  }

  get isSpent(): boolean {
    return this.next === null;
  }

  /** What comes next; null when there is nothing left. */
  get next(): StepUnit | null {
    if (Atomics.load(this.#control, controlWord.batches) > 0) return 'batch';
    return Atomics.load(this.#control, controlWord.epochs) > 0 ? 'epoch' : null;
  }

  give(unit: StepUnit): void {
    Atomics.add(this.#control, wordOf(unit), 1);
  }

  /** Takes one back, of those that nobody has withdrawn meanwhile. */
  spend(unit: StepUnit): void {
    const word = wordOf(unit);
    const left = Atomics.load(this.#control, word);
    if (left > 0) Atomics.compareExchange(this.#control, word, left, left - 1);
  }

  withdraw(): void {
    Atomics.store(this.#control, controlWord.batches, 0);
    Atomics.store(this.#control, controlWord.epochs, 0);
  }
}

function wordOf(unit: StepUnit): number {
  return unit === 'batch' ? controlWord.batches : controlWord.epochs;
}
