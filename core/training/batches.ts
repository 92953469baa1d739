import type { ExampleTable } from '../data/examples.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Network } from '../network/network.ts';
import type { Arena, Floats } from '../tensor/arena.ts';

/** Examples in the kernels' memory, from which batches are put before a network together with their targets. */
export class Batches {
  readonly #network: Network;
  readonly #kernels: Kernels;
  readonly #inputs: Uint8Array;
  readonly #scale: number;
  readonly #labels: Uint8Array;
  /** `[maximumRows × units]` of the network: 1 at the example's class and 0 elsewhere, or the class itself in a single unit. */
  readonly targets: Floats;

  /** Copies the inputs into the arena, and nothing else. */
  constructor(network: Network, examples: ExampleTable, arena: Arena) {
    this.#network = network;
    this.#kernels = network.kernels;
    this.#inputs = arena.bytes(examples.inputs.length);
    this.#inputs.set(examples.inputs);
    this.#scale = examples.scale;
    this.#labels = examples.labels;
    this.targets = arena.floats(network.maximumRows * network.output.units);
  }

  /** Takes the examples that `order` numbers from `from` on. `order` must lie in the arena. */
  take(order: Uint32Array, from: number, rows: number): void {
    const { inputs, design, output } = this.#network;
    this.#kernels.gatherBytes(this.#inputs, order, from, inputs, rows, design.inputs, this.#scale);
    this.targets.fill(0, 0, rows * output.units);
    for (let row = 0; row < rows; row++) {
      const label = this.#labels[order[from + row]];
      if (output.units === 1) this.targets[row] = label;
      else this.targets[row * output.units + label] = 1;
    }
  }
}
