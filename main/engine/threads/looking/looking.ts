import { connectionsBetween, weightsIntoUnits } from '#core/analysis/inside/weights.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { InsidePart } from '#core/contract/inside.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import type { Keeping } from '../keeping.ts';
import type { Looked, LookedParts, LookTask, ProbedWeights, ProbeSetup } from '../protocol.ts';
import { Probe } from './probe.ts';

type Look = (probe: Probe, task: LookTask) => LookedParts;

const looks: Partial<Record<InsidePart, Look>> = {
  connections: ({ network }, { neurons }) => ({ connections: connectionsBetween(network.parameters.layers, neurons) }),
  firstLayer: ({ network }, { units }) => ({ firstLayer: weightsIntoUnits(network.parameters.layers[0], units) }),
};

/** Networks that are looked into again and again. */
export class Looking {
  readonly #binaries: KernelBinaries;
  readonly #keeping: Keeping;
  readonly #probes = new Map<string, Probe>();

  constructor(binaries: KernelBinaries, keeping: Keeping) {
    this.#binaries = binaries;
    this.#keeping = keeping;
  }

  open(key: string, setup: ProbeSetup): null {
    this.#probes.set(key, new Probe(setup, this.#binaries));
    return null;
  }

  close(key: string): null {
    this.#probes.delete(key);
    return null;
  }

  look(task: LookTask): Looked {
    const probe = this.#probe(task.key);
    this.#takeWeights(probe, task.weights);
    const start = performance.now();
    const parts: LookedParts = {};
    for (const part of task.parts) Object.assign(parts, looks[part]?.(probe, task));
    return { parts, step: probe.checkpoint?.step ?? null, milliseconds: performance.now() - start };
  }

  #takeWeights(probe: Probe, weights: ProbedWeights): void {
    if (weights === 'copied') {
      probe.checkpoint = null;
      return;
    }
    if (probe.checkpoint?.weightsHash === weights.weightsHash) return;
    const { run } = probe.setup;
    const read = this.#keeping.read(run, null);
    if (!read) throw new LaminaError('conflict', `The run ${run} has no checkpoint any more.`, 'Resume it first.');
    probe.network.importParameters(read.parameters);
    const { weightsHash, step } = read.checkpoint;
    probe.checkpoint = { weightsHash, step };
  }

  #probe(key: string): Probe {
    const probe = this.#probes.get(key);
    if (!probe) throw new Error(`The probe ${key} is not open.`);
    return probe;
  }
}
