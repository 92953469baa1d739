import { layerShapes, type Design } from '#core/contract/design.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Network } from '#core/network/network.ts';
import { createMemory, type WasmArena } from '#core/tensor/arena.ts';
import type { ProbeSetup } from '../protocol.ts';
import { copyArena } from '../weightsCopy.ts';

/** Examples that are carried through a probed network at once, at most. */
const mostRows = 256;
/** Floats that these may take; of networks with many inputs or units there are fewer at once. */
const mostFloats = 2 ** 24;

/** A network that is looked into, with weights from its training or from a checkpoint. */
export class Probe {
  readonly setup: ProbeSetup;
  readonly network: Network;
  readonly arena: WasmArena;
  /** The checkpoint whose weights it has; null when they are those that were copied. */
  checkpoint: { weightsHash: string; step: number } | null = null;

  constructor(setup: ProbeSetup, binaries: KernelBinaries) {
    const { arena, parameters } = copyArena(setup.copyMemory ?? createMemory(), setup.design);
    // A probe learns nothing, so nothing is left out at random.
    const design = withoutDropout(setup.design);
    const kernels = createSimdKernels(arena, binaries);
    this.setup = setup;
    this.arena = arena;
    this.network = new Network({ design, kernels, arena, parameters, maximumRows: rowsAtOnce(design) });
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
