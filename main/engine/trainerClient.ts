import type { Worker } from 'node:worker_threads';
import type { Command, TrainerData, TrainerMessage } from './threads/protocol.ts';
import { startThread } from './threads/scripts.ts';

/** The engine's side of a trainer thread, which has one run in hand and ends with it. */
export class TrainerThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;

  constructor(data: Omit<TrainerData, 'control'>, onMessage: (message: TrainerMessage) => void) {
    this.#worker = startThread('trainer', { ...data, control: this.#control.buffer });
    let over = false;
    const tell = (message: TrainerMessage) => {
      if (over) return;
      over = message.kind === 'ended' || message.kind === 'failed';
      onMessage(message);
    };
    const fail = (text: string) =>
      tell({ kind: 'failed', problem: { code: 'internal', message: text, hint: 'It can be started again.' } });
    this.#worker.on('message', tell);
    this.#worker.on('error', (error: Error) => fail(`The training thread failed: ${error.message}`));
    this.#worker.on('exit', () => fail('The training thread ended before its run did.'));
  }

  /** Tells the trainer that its news has been stored, so that it may send more. */
  stored(): void {
    Atomics.add(this.#control, 1, 1);
    Atomics.notify(this.#control, 1);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** The trainer follows before its next batch. */
  command(value: Command): void {
    Atomics.store(this.#control, 0, value);
    Atomics.notify(this.#control, 0);
  }
}
