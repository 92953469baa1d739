import { evaluationRows } from '#core/contract/memory.ts';
import type { Evaluation } from '#core/contract/run.ts';
import { byteScale } from '#core/data/preparation.ts';
import { splitExamples } from '#core/data/split.ts';
import { Network } from '#core/network/network.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Batches } from '#core/training/batches.ts';
import { evaluate } from '#core/training/evaluation.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { preparation, type Prepare } from './preparing.ts';
import type { NewModel } from './protocol.ts';
import { splitBasis, toExamples, type SharedTable } from './table.ts';

interface Model extends NewModel {
  parameters: Float32Array;
  /** For one example at a time. */
  network: Network;
  /** What is done to its inputs, in the arena of the network. */
  prepare: Prepare;
}

/** Networks kept ready for prediction. */
export class Models {
  readonly #binaries: KernelBinaries;
  readonly #models = new Map<string, Model>();

  constructor(binaries: KernelBinaries) {
    this.#binaries = binaries;
  }

  load(key: string, model: NewModel, parameters: Float32Array): null {
    const arena = new WasmArena();
    const network = this.#network({ ...model, parameters }, arena, 1);
    this.#models.set(key, { ...model, parameters, network, prepare: preparation(model.statistics, network, arena) });
    return null;
  }

  drop(key: string): null {
    this.#models.delete(key);
    return null;
  }

  /**
   * What the network says for each class, or each number to be predicted, of one picture of bytes or one example of
   * floats.
   */
  predict(key: string, example: Uint8Array | Float32Array): Float32Array {
    const { network, config, isRegression, prepare } = this.#model(key);
    const scale = example instanceof Uint8Array ? byteScale(config.preparation) : 1;
    for (let i = 0; i < example.length; i++) network.inputs[i] = example[i] * scale;
    prepare(network.inputs, 1);
    network.forward(1);
    return Float32Array.from(isRegression ? network.outputsOf(0) : network.classOutputs(0));
  }

  evaluate(key: string, table: SharedTable, part: 'all' | 'test' | Uint32Array): Omit<Evaluation, 'classes'> {
    const model = this.#model(key);
    const { config, statistics } = model;
    const arena = new WasmArena();
    const network = this.#network(model, arena, evaluationRows);
    const examples = toExamples(table, config.preparation, statistics);
    const order = orderOf(table, model, part);
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

  #network(
    { design, parameters }: Pick<Model, 'design' | 'parameters'>,
    arena: WasmArena,
    maximumRows: number,
  ): Network {
    const kernels = createSimdKernels(arena, this.#binaries);
    const network = new Network({ design, kernels, arena, maximumRows });
    network.importParameters(parameters);
    return network;
  }
}

function orderOf(table: SharedTable, { config }: NewModel, part: 'all' | 'test' | Uint32Array): Uint32Array {
  if (part === 'all') return Uint32Array.from({ length: table.count }, (_, index) => index);
  return part === 'test' ? splitExamples(splitBasis(table), config).test : part;
}
