import { layerShapes, type Design } from '#core/contract/design.ts';
import type { Answers } from '#core/analysis/inside/mistakes.ts';
import { pickExamples, sampleOf } from '#core/data/pick.ts';
import { splitExamples, type Split } from '#core/data/split.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Backpropagation } from '#core/network/backpropagation.ts';
import { Network } from '#core/network/network.ts';
import { createMemory, type WasmArena } from '#core/tensor/arena.ts';
import { Batches } from '#core/training/batches.ts';
import { preparation, type Prepare } from '../preparing.ts';
import type { ProbeExamples, ProbeSetup } from '../protocol.ts';
import { splitBasis, toExamples, type SharedTable } from '../table.ts';
import { copyArena } from '../weightsCopy.ts';

/** Examples that are carried through a probed network at once, at most; and so many are its activations taken from. */
const mostRows = 256;
/** Floats that these may take; of networks with many inputs or units there are fewer at once. */
const mostFloats = 2 ** 24;
/** Examples of the test part that are tried, and the bytes that a copy of them may take, at most. */
const mostTried = 10_000;
const mostTriedBytes = 2 ** 26;

/** Examples that a probed network is tried on. */
export interface Sample {
  /** Their numbers in the dataset. */
  examples: Uint32Array;
  /** Of how many they were drawn. */
  of: number;
  batches: Batches;
  /** Their numbers within `batches`, in the arena. */
  order: Uint32Array;
}

/** What a network is asked about, and what is made of it when it is first needed. */
class Examples {
  readonly table: SharedTable;
  readonly split: Split;
  readonly prepare: Prepare;
  readonly backpropagation: Backpropagation;
  readonly training: Sample;
  #test: Sample | undefined;
  readonly #probe: Probe;
  readonly #statistics: ProbeExamples['statistics'];

  constructor(probe: Probe, { table, split, statistics }: ProbeExamples) {
    const { network, arena, setup } = probe;
    const { loss, seed } = setup.config;
    this.#probe = probe;
    this.#statistics = statistics;
    this.table = table;
    this.split = split ?? splitExamples(splitBasis(table), setup.config);
    this.prepare = preparation(statistics, network, arena);
    const { maximumRows } = network;
    this.training = this.#sample(this.split.train, maximumRows);
    this.backpropagation = new Backpropagation({ network, loss, arena, maximumRows, seed });
  }

  /** Those of the test part, or as many of them as are tried. */
  get test(): Sample {
    const { table } = this;
    const bytes = table.features * (table.arePictures ? 1 : 4);
    const most = Math.max(1, Math.min(mostTried, Math.floor(mostTriedBytes / bytes)));
    this.#test ??= this.#sample(this.split.test, most);
    return this.#test;
  }

  #sample(part: Uint32Array, most: number): Sample {
    const { network, arena, setup } = this.#probe;
    const { loss, preparation } = setup.config;
    const examples = sampleOf(part, most);
    const picked = pickExamples(toExamples(this.table, preparation, this.#statistics), examples);
    const order = arena.words(examples.length);
    for (let place = 0; place < order.length; place++) order[place] = place;
    return { examples, of: part.length, batches: new Batches(network, loss, picked, arena), order };
  }
}

/** A network that is looked into, with weights from its training or from a checkpoint. */
export class Probe {
  readonly setup: ProbeSetup;
  readonly network: Network;
  readonly arena: WasmArena;
  /** The checkpoint whose weights it has; null when they are those that were copied. */
  weightsHash: string | null = null;
  /** Batches that its weights have seen. */
  step = 0;
  /** What it said when its confusion was looked at last, and after how many batches that was. */
  lastAnswers: { answers: Answers; step: number } | null = null;
  #examples: Examples | undefined;

  constructor(setup: ProbeSetup, binaries: KernelBinaries) {
    const { arena, parameters } = copyArena(setup.copyMemory ?? createMemory(), setup.design);
    // A probe learns nothing, so nothing is left out at random.
    const design = withoutDropout(setup.design);
    const kernels = createSimdKernels(arena, binaries);
    this.setup = setup;
    this.arena = arena;
    this.network = new Network({ design, kernels, arena, parameters, maximumRows: rowsAtOnce(design) });
  }

  take(examples: ProbeExamples): void {
    this.#examples = new Examples(this, examples);
  }

  get examples(): Examples {
    if (!this.#examples) throw new Error('This probe has not been given any examples.');
    return this.#examples;
  }
}

function withoutDropout(design: Design): Design {
  return { ...design, layers: design.layers.map((layer) => ({ ...layer, dropout: 0 })) };
}

function rowsAtOnce(design: Design): number {
  // Each layer's sums, outputs and deltas.
  const floats = layerShapes(design).reduce((sum, { units }) => sum + 3 * units, design.inputs);
  return Math.max(1, Math.min(mostRows, Math.floor(mostFloats / floats)));
}
