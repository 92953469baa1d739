import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import { ParameterBlock } from '#core/network/parameters.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import type { Trainer } from '#core/training/trainer.ts';
import type { CopiedWeights } from './protocol.ts';

/**
 * An arena over a memory that a trainer and another thread share, with the parameters of a network as the first thing in
 * it: so that both find them at the same place. The trainer takes nothing else from it.
 */
export function copyArena(
  memory: WebAssembly.Memory,
  design: Design,
): { arena: WasmArena; parameters: ParameterBlock } {
  const arena = new WasmArena(memory);
  return { arena, parameters: new ParameterBlock(design, arena) };
}

const noRoom: Problem = {
  code: 'conflict',
  message: 'This network cannot be looked into while it is trained: there is no memory left for a copy of its weights.',
  hint: 'The training goes on. Look at it when it has ended, or close other programs.',
};

/** Copies a training's weights, between two batches, to where another thread looks at them. */
export class WeightsCopy {
  readonly #trainer: Trainer;
  readonly #memory: WebAssembly.Memory;
  /** Made when it is first asked for: most runs are not looked at, and the largest have no memory to spare. */
  #copy: ParameterBlock | undefined;
  #answered = 0;

  constructor(trainer: Trainer, memory: WebAssembly.Memory) {
    this.#trainer = trainer;
    this.#memory = memory;
  }

  /** Copies them when more copies have been asked for than were made, else returns null. Training goes on if it fails. */
  answer(asked: number): CopiedWeights | Problem | null {
    if (asked === this.#answered) return null;
    this.#answered = asked;
    const start = performance.now();
    const { network, step } = this.#trainer;
    try {
      this.#copy ??= copyArena(this.#memory, network.design).parameters;
    } catch {
      return noRoom;
    }
    this.#copy.values.set(network.parameters.values);
    return { step, milliseconds: performance.now() - start };
  }
}
