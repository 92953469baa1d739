import { targetWidth, type Loss } from '../contract/config.ts';
import { hasTargets, type ExampleTable } from '../data/examples.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Network } from '../network/network.ts';
import type { Arena, Floats } from '../tensor/arena.ts';
import type { Augmentation } from './augmentation.ts';

/** Examples in the kernels' memory, from which batches are put before a network together with their targets. */
export class Batches {
  readonly #network: Network;
  readonly #kernels: Kernels;
  /** `[count × inputs]`: the inputs of each example of the table, as bytes or as floats. */
  readonly #bytes: Uint8Array | null;
  readonly #floats: Floats | null;
  readonly #scale: number;
  /** `[inputs]` each: what is done to the inputs of a batch; null for nothing. */
  readonly #statistics: { offset: Floats; factor: Floats } | null;
  /** The class of each example of the table; null for a regression. */
  readonly #labels: Uint8Array | null;
  /** `[count × units]`: what is to be predicted for each example of the table; null for a classification. */
  readonly #values: Floats | null;
  readonly #width: number;
  /**
   * Of the batch, as its loss takes them: `[maximumRows × units]` of the network, for a class 1 at the class and 0
   * elsewhere, or the class itself in a single unit; `[maximumRows]` classes for the sparse cross-entropy.
   */
  readonly targets: Floats;
  /** `[maximumRows]`: the classes of the batch; null for a regression. */
  readonly classes: Uint8Array | null;

  /** Copies the inputs, their statistics and a regression's targets into the arena, and nothing else. */
  constructor(network: Network, loss: Loss, examples: ExampleTable, arena: Arena) {
    this.#network = network;
    this.#kernels = network.kernels;
    const { inputs, scale, statistics } = examples;
    this.#bytes = inputs instanceof Uint8Array ? bytesInto(arena, inputs) : null;
    this.#floats = inputs instanceof Uint8Array ? null : floatsInto(arena, inputs);
    this.#scale = scale;
    this.#statistics = statistics
      ? { offset: floatsInto(arena, statistics.offset), factor: floatsInto(arena, statistics.factor) }
      : null;
    this.#labels = hasTargets(examples) ? null : examples.labels;
    this.#values = hasTargets(examples) ? floatsInto(arena, examples.targets) : null;
    this.#width = targetWidth(loss, network.output.units);
    this.targets = arena.floats(network.maximumRows * this.#width);
    this.classes = this.#labels && new Uint8Array(network.maximumRows);
  }

  /** Takes the examples that `order` numbers from `from` on. `order` must lie in the arena. */
  take(order: Uint32Array, from: number, rows: number): void {
    this.#gather(order, from, rows);
    this.#prepare(rows);
    this.#takeTargets(order, from, rows);
  }

  /** The same to learn from: distorted, where the training has an augmentation, as becomes the step. */
  takeToLearn(order: Uint32Array, from: number, rows: number, augmentation: Augmentation | null, step: number): void {
    this.#gather(order, from, rows);
    augmentation?.distort(this.#network.inputs, rows, step); // while 0 still is a blank pixel
    this.#prepare(rows);
    this.#takeTargets(order, from, rows);
  }

  #gather(order: Uint32Array, from: number, rows: number): void {
    const { inputs, design } = this.#network;
    const kernels = this.#kernels;
    if (this.#bytes) kernels.gatherBytes(this.#bytes, order, from, inputs, rows, design.inputs, this.#scale);
    if (this.#floats) kernels.gatherFloats(this.#floats, order, from, inputs, rows, design.inputs);
  }

  #prepare(rows: number): void {
    const { inputs, design } = this.#network;
    if (!this.#statistics) return;
    this.#kernels.prepare(inputs, this.#statistics.offset, this.#statistics.factor, rows, design.inputs);
  }

  #takeTargets(order: Uint32Array, from: number, rows: number): void {
    const { output } = this.#network;
    if (this.#values) this.#kernels.gatherFloats(this.#values, order, from, this.targets, rows, output.units);
    else this.#takeClasses(order, from, rows);
  }

  #takeClasses(order: Uint32Array, from: number, rows: number): void {
    const labels = this.#labels!;
    const classes = this.classes!;
    const width = this.#width;
    if (width > 1) this.targets.fill(0, 0, rows * width);
    for (let row = 0; row < rows; row++) {
      const label = labels[order[from + row]];
      classes[row] = label;
      if (width === 1) this.targets[row] = label;
      else this.targets[row * width + label] = 1;
    }
  }

  /** Σ (target − mean target)² over the examples that `order` numbers, each output with a mean of its own; 0 for classes. */
  totalVariation(order: Uint32Array): number {
    const values = this.#values;
    const { units } = this.#network.output;
    let variation = 0;
    for (let unit = 0; values && unit < units; unit++) {
      let sum = 0;
      for (const example of order) sum += values[example * units + unit];
      const mean = sum / order.length;
      for (const example of order) variation += (values[example * units + unit] - mean) ** 2;
    }
    return variation;
  }
}

function bytesInto(arena: Arena, bytes: Uint8Array): Uint8Array {
  const copy = arena.bytes(bytes.length);
  copy.set(bytes);
  return copy;
}

function floatsInto(arena: Arena, floats: Float32Array): Floats {
  const copy = arena.floats(floats.length);
  copy.set(floats);
  return copy;
}
