import type { Design } from '#core/contract/design.ts';
import type { EpochResult } from '#core/contract/run.ts';
import { ParameterBlock } from '#core/network/parameters.ts';
import { PlainArena } from '#core/tensor/arena.ts';
import type { NewCheckpoint } from '../../store/checkpoints.ts';

/**
 * The best epoch of a run, and its weights until they have been handed over with the next checkpoint: epochs can be
 * so short that one cannot be written after each that is better. The best epoch is the one with the lowest test loss, the
 * earliest of equals, as `bestOf` in history.ts has it for the run's row.
 */
export class BestEpoch {
  readonly #design: Design;
  #loss: number;
  #copy: ParameterBlock | undefined;
  #waiting: NewCheckpoint | null = null;

  constructor(design: Design, best: EpochResult | null) {
    this.#design = design;
    this.#loss = best?.test.loss ?? Infinity;
  }

  /** Whether an epoch is better than all before; from then on it is the best, and none waits. */
  takes({ test }: EpochResult): boolean {
    if (!(test.loss < this.#loss)) return false;
    this.#loss = test.loss;
    this.#waiting = null;
    return true;
  }

  /** Copies its weights, to wait for the next checkpoint. */
  keep(checkpoint: NewCheckpoint, parameters: ParameterBlock): void {
    this.#copy ??= new ParameterBlock(this.#design, new PlainArena(32));
    this.#copy.values.set(parameters.values);
    this.#waiting = checkpoint;
  }

  /** The weights that wait, which no longer wait then. */
  release(): { checkpoint: NewCheckpoint; parameters: ParameterBlock } | null {
    const checkpoint = this.#waiting;
    this.#waiting = null;
    return checkpoint && { checkpoint, parameters: this.#copy! };
  }
}
