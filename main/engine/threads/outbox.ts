import { copyOut, countOf, type ParameterBlock } from '#core/network/parameters.ts';
import type { NewCheckpoint } from '../../store/checkpoints.ts';
import type { CheckpointPart } from '../../store/numbers.ts';
import { controlWord, type TrainerMessage } from './protocol.ts';

/**
 * Up to this size, a copy of all that is handed over at once is kept ready, and training goes on while it is written.
 * Beyond, the copy would be a large part of the machine's memory: it is handed over through a small one, and training
 * waits meanwhile.
 */
const mostBytes = 64 * 2 ** 20;
const smallBytes = 4 * 2 ** 20;

/** Hands the numbers of checkpoints over to the engine, in memory that both share and that is used again and again. */
export class Outbox {
  /** Whether a whole checkpoint, and the best weights beside, find room. */
  readonly isRoomy: boolean;
  readonly #memory: Float32Array;
  /** Where the engine counts the pieces that it has written. */
  readonly #control: Int32Array;
  readonly #send: (message: TrainerMessage) => void;
  /** Told when all has been copied: the engine, told before, would begin to write and take a processor away. */
  #untold: TrainerMessage[] = [];
  #pieces = 0;
  /** Floats in use, from the beginning on. */
  #used = 0;

  /** `numbers` is how many floats are handed over at once, at most. */
  constructor(numbers: number, control: Int32Array, send: (message: TrainerMessage) => void) {
    this.isRoomy = numbers * 4 <= mostBytes;
    this.#memory = new Float32Array(new SharedArrayBuffer(this.isRoomy ? numbers * 4 : smallBytes));
    this.#memory.fill(0); // so that the first checkpoint need not wait for the system to hand out the memory
    this.#control = control;
    this.#send = send;
  }

  /** Copies a checkpoint, of which the engine hears with `flush` at the latest. */
  put(checkpoint: NewCheckpoint, parameters: ParameterBlock, carried: readonly ParameterBlock[]): void {
    this.#untold.push({ kind: 'checkpoint', checkpoint });
    this.#putPart('parameters', [parameters]);
    this.#putPart('carried', carried);
  }

  /** Tells the engine of all that has been put here. */
  flush(): void {
    for (const message of this.#untold) this.#send(message);
    this.#untold = [];
  }

  #putPart(part: CheckpointPart, blocks: readonly ParameterBlock[]): void {
    const count = countOf(blocks);
    let from = 0;
    while (from < count) {
      if (this.#used === this.#memory.length || this.#isWritten()) this.#empty();
      const length = Math.min(count - from, this.#memory.length - this.#used);
      const values = this.#memory.subarray(this.#used, this.#used + length);
      copyOut(blocks, from, values);
      this.#untold.push({ kind: 'piece', part, position: from * 4, values });
      this.#pieces++;
      this.#used += length;
      from += length;
    }
  }

  #isWritten(): boolean {
    return Atomics.load(this.#control, controlWord.pieces) === this.#pieces;
  }

  #empty(): void {
    this.flush();
    const { pieces } = controlWord;
    for (let seen; (seen = Atomics.load(this.#control, pieces)) !== this.#pieces;) {
      Atomics.wait(this.#control, pieces, seen);
    }
    this.#used = 0;
  }
}
