import type { TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import type { Evaluation } from '#core/contract/run.ts';
import { pixelScale } from '#core/data/examples.ts';
import { splitExamples } from '#core/data/split.ts';
import { Network } from '#core/network/network.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Batches } from '#core/training/batches.ts';
import { evaluate, evaluationRows } from '#core/training/evaluation.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { toExamples, type SharedTable } from './table.ts';

interface Model {
  design: Design;
  parameters: Float32Array;
  network: Network;
}

/** Networks kept ready for prediction. */
export class Models {
  readonly #binaries: KernelBinaries;
  readonly #models = new Map<string, Model>();

  constructor(binaries: KernelBinaries) {
    this.#binaries = binaries;
  }

  load(key: string, design: Design, parameters: Float32Array): null {
    const network = this.#network(design, parameters, new WasmArena(), 1);
    this.#models.set(key, { design, parameters, network });
    return null;
  }

  drop(key: string): null {
    this.#models.delete(key);
    return null;
  }

  /** What the network says for each class of one picture of bytes. */
  predict(key: string, pixels: Uint8Array): Float32Array {
    const { network } = this.#model(key);
    for (let i = 0; i < pixels.length; i++) network.inputs[i] = pixels[i] * pixelScale;
    network.forward(1);
    return Float32Array.from(network.classOutputs(0));
  }

  evaluate(key: string, config: TrainingConfig, table: SharedTable, part: 'all' | 'test'): Omit<Evaluation, 'classes'> {
    const { design, parameters } = this.#model(key);
    const arena = new WasmArena();
    const network = this.#network(design, parameters, arena, evaluationRows);
    const examples = toExamples(table);
    const order =
      part === 'test'
        ? splitExamples(examples.count, config).test
        : Uint32Array.from({ length: examples.count }, (_, index) => index);
    const inArena = arena.words(order.length);
    inArena.set(order);
    const batches = new Batches(network, config.loss, examples, arena);
    const { scores, confusion } = evaluate(network, config.loss, batches, inArena);
    return { examples: order.length, ...scores, confusion };
  }

  #model(key: string): Model {
    const model = this.#models.get(key);
    if (!model) throw new Error(`The model ${key} is not loaded.`);
    return model;
  }

  #network(design: Design, parameters: Float32Array, arena: WasmArena, maximumRows: number): Network {
    const kernels = createSimdKernels(arena, this.#binaries);
    const network = new Network({ design, kernels, arena, maximumRows });
    network.importParameters(parameters);
    return network;
  }
}
