import { answersOfCell } from '#core/analysis/inside/mistakes.ts';
import { connectionsBetween, weightsIntoUnits } from '#core/analysis/inside/weights.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { InsidePart } from '#core/contract/inside.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import type { Keeping } from '../keeping.ts';
import type {
  CellTask,
  Looked,
  LookedCell,
  LookedParts,
  LookTask,
  ProbedWeights,
  ProbeExamples,
  ProbeSetup,
} from '../protocol.ts';
import { lookAtConfusion } from './confusion.ts';
import { lookAtLayers } from './layers.ts';
import { Probe } from './probe.ts';
import { lookAtSurface } from './surface.ts';

type Look = (probe: Probe, task: LookTask) => LookedParts;

const looks: Record<InsidePart, Look> = {
  connections: ({ network }, { neurons }) => ({ connections: connectionsBetween(network.parameters.layers, neurons) }),
  firstLayer: ({ network }, { units }) => ({ firstLayer: weightsIntoUnits(network.parameters.layers[0], units) }),
  distributions: (probe) => ({ layers: lookAtLayers(probe) }),
  surface: (probe) => {
    const surface = lookAtSurface(probe);
    return surface ? { surface } : {};
  },
  confusion: (probe) => ({ confusion: lookAtConfusion(probe) }),
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

  giveExamples(key: string, examples: ProbeExamples): null {
    this.#probe(key).take(examples);
    return null;
  }

  /** What a network takes once, to be looked into at all, is not in the time. */
  look(task: LookTask): Looked {
    const probe = this.#probe(task.key);
    this.#takeWeights(probe, task.weights);
    const start = performance.now();
    const parts: LookedParts = {};
    for (const part of task.parts) Object.assign(parts, looks[part](probe, task));
    return { parts, step: probe.step, milliseconds: performance.now() - start };
  }

  /** Out of what was said when the confusion was looked at last; null when it never was. */
  cell({ key, truth, said, most }: CellTask): LookedCell | null {
    const last = this.#probe(key).lastAnswers;
    return last && { ...answersOfCell(last.answers, { truth, said }, most), step: last.step };
  }

  #takeWeights(probe: Probe, weights: ProbedWeights): void {
    if ('copiedAt' in weights) {
      probe.weightsHash = null;
      probe.step = weights.copiedAt;
      return;
    }
    if (probe.weightsHash === weights.hash) return;
    const { run } = probe.setup;
    const read = this.#keeping.read(run, null);
    if (!read) throw new LaminaError('conflict', `The run ${run} has no checkpoint any more.`, 'Resume it first.');
    probe.network.importParameters(read.parameters);
    probe.weightsHash = read.checkpoint.weightsHash;
    probe.step = read.checkpoint.step;
  }

  #probe(key: string): Probe {
    const probe = this.#probes.get(key);
    if (!probe) throw new Error(`The probe ${key} is not open.`);
    return probe;
  }
}
