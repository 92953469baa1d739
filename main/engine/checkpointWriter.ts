import type { NewCheckpoint, WholeCheckpoint } from '../store/checkpoints.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { Piece } from './threads/protocol.ts';

/** Has a run's checkpoints written, piece by piece as its trainer hands them over, by a thread that does nothing else. */
export class CheckpointWriter {
  readonly #run: string;
  readonly #keeper: Assistant;
  #open: { id: number; checkpoint: NewCheckpoint } | undefined;
  #written: WholeCheckpoint[] = [];

  constructor(run: string, keeper: Assistant) {
    this.#run = run;
    this.#keeper = keeper;
  }

  /** The pieces that follow are of this checkpoint. */
  async begin(checkpoint: NewCheckpoint): Promise<void> {
    await this.#close();
    const id = await this.#keeper.do('begin-checkpoint', { run: this.#run, checkpoint });
    this.#open = { id, checkpoint };
  }

  async add({ part, position, values }: Piece): Promise<void> {
    await this.#keeper.do('write-piece', { checkpoint: this.#open!.id, part, position, values });
  }

  /** What has been written since it was asked last; none of it counts before it is finished in the store. */
  async takeWritten(): Promise<WholeCheckpoint[]> {
    await this.#close();
    const written = this.#written;
    this.#written = [];
    return written;
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    const { id, checkpoint } = this.#open;
    const weightsHash = await this.#keeper.do('close-checkpoint', { checkpoint: id });
    this.#written.push({ id, step: checkpoint.step, best: checkpoint.best, weightsHash });
    this.#open = undefined;
  }
}
