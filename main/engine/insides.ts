import { isRegression } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ExamplesOfCell, Inside } from '#core/contract/inside.ts';
import type { RequestValue } from '#core/contract/requests.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { newId } from './ids.ts';
import type { LiveWeights, RunQueue } from './queue.ts';
import { Rounds } from './rounds.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { ProbedWeights } from './threads/protocol.ts';
import { unknownRun } from './unknownRun.ts';

/** So many networks are kept ready to be looked into; the one that was looked at longest ago makes room. */
const mostProbes = 4;
/** A larger network would take too much of the memory that its training needs. */
const mostParameters = 2 ** 27;

/** A network that is kept ready, and the memory that its training copies weights to. */
interface Probe {
  key: string;
  memory: WebAssembly.Memory | null;
}

/** Looks inside networks, by a thread that does nothing else. */
export class Insides {
  readonly #store: Store;
  readonly #queue: RunQueue;
  readonly #looker: Assistant;
  /** By run. The one used last stands last. */
  readonly #probes = new Map<string, Probe>();
  /** Copies of weights; null where the newest checkpoint has to do. */
  readonly #rounds = new Rounds<LiveWeights | null>();

  constructor(store: Store, queue: RunQueue, looker: Assistant) {
    this.#store = store;
    this.#queue = queue;
    this.#looker = looker;
  }

  async look({ run: id, parts, neurons = [], units }: RequestValue<'runs.look'>): Promise<Inside> {
    const { summary } = this.#get(id);
    requireSmall(summary);
    if (parts.includes('connections')) requireNeurons(summary, neurons);
    return this.#rounds.use(
      id,
      () => this.#queue.copyWeights(id),
      async (live) => {
        const run = this.#get(id);
        const weights = live ? 'copied' : newestOf(run.summary);
        const key = await this.#open(run.summary, live?.memory ?? null);
        const looked = await this.#looker.do('look', { key, weights, parts, neurons, units });
        const step = live?.step ?? looked.step!;
        return {
          run: id,
          step,
          epoch: live?.epoch ?? step / run.stepsPerEpoch,
          live: live !== null,
          milliseconds: looked.milliseconds + (live?.milliseconds ?? 0),
          ...looked.parts,
        };
      },
    );
  }

  examplesOfCell({ run }: RequestValue<'runs.examplesOfCell'>): ExamplesOfCell {
    throw new LaminaError('internal', `Not there yet: the examples of ${run}.`);
  }

  /** Returns the key under which the looker has the network, whose training copies its weights to `memory` if it does. */
  async #open({ id, design, config, dataset }: RunSummary, memory: WebAssembly.Memory | null): Promise<string> {
    const probe = this.#probes.get(id);
    const fits = probe && (memory === null || probe.memory === memory);
    if (fits && this.#looker.models.has(probe.key)) {
      this.#probes.delete(id);
      this.#probes.set(id, probe);
      return probe.key;
    }
    this.#close(id);
    const key = newId();
    this.#probes.set(id, { key, memory });
    this.#looker.models.add(key);
    if (this.#probes.size > mostProbes) this.#close(this.#probes.keys().next().value!);
    const setup = { run: id, design, config, isRegression: isRegression(dataset), copyMemory: memory };
    try {
      await this.#looker.do('open-probe', { key, setup });
    } catch (error) {
      this.#probes.delete(id);
      throw error;
    }
    return key;
  }

  /** If its thread is lost meanwhile, what it had is gone all the same. */
  #close(id: string): void {
    const probe = this.#probes.get(id);
    this.#probes.delete(id);
    if (!probe || !this.#looker.models.delete(probe.key)) return;
    this.#looker.do('close-probe', { key: probe.key }).catch(() => undefined);
  }

  #get(id: string): StoredRun {
    const run = this.#store.runs.get(id);
    if (!run) throw unknownRun(id);
    return run;
  }
}

/** Throws `conflict` when a run has no checkpoint. */
function newestOf({ name, status, weightsHash }: RunSummary): ProbedWeights {
  if (weightsHash !== null) return { weightsHash };
  const waits = status === 'queued' || status === 'running' || status === 'paused';
  throw new LaminaError(
    'conflict',
    `"${name}" has no weights yet, so there is nothing to look at.`,
    waits ? 'Wait until its training has begun.' : 'Resume it, or choose another run.',
  );
}

function requireSmall({ name, parameters }: RunSummary): void {
  if (parameters <= mostParameters) return;
  const most = mostParameters.toLocaleString('en');
  throw new LaminaError(
    'conflict',
    `"${name}" has ${parameters.toLocaleString('en')} parameters. With more than ${most}, looking inside would take too much memory.`,
    'Its curves and results are shown as ever.',
  );
}

/** Throws `invalid-request` unless each list of neurons is of a layer, and each of its numbers of a neuron there. */
function requireNeurons({ name, design }: RunSummary, neurons: readonly number[][]): void {
  const sizes = [design.inputs, ...design.layers.map(({ units }) => units)];
  if (neurons.length === sizes.length && neurons.every((list, at) => list.every((neuron) => neuron < sizes[at])))
    return;
  throw new LaminaError(
    'invalid-request',
    `runs.look: these are not neurons of "${name}", which has ${sizes.join('-')}.`,
    'Name neurons of the inputs and of every layer, counted from 0.',
  );
}
