import { isRegression } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ExamplesOfCell, Inside, InsidePart } from '#core/contract/inside.ts';
import type { RequestValue } from '#core/contract/requests.ts';
import { activeStatuses, type RunSummary } from '#core/contract/run.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import { newId } from './ids.ts';
import type { LiveWeights, RunQueue } from './queue.ts';
import { Rounds } from './rounds.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { LookedCell, ProbedWeights } from './threads/protocol.ts';
import { unknownRun } from './unknownRun.ts';

/** So many networks are kept ready to be looked into; the one that was looked at longest ago makes room. */
const mostProbes = 4;
/** A larger network would take too much of the memory that its training needs. */
const mostParameters = 2 ** 27;

/** A network that is kept ready, and the memory that its training copies weights to. */
interface Probe {
  key: string;
  memory: WebAssembly.Memory | null;
  /** Resolves when it has been given examples; undefined until they are needed. */
  examples: Promise<null> | undefined;
}

/** Looks inside networks, by a thread that does nothing else. */
export class Insides {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #queue: RunQueue;
  readonly #looker: Assistant;
  /** By run. The one used last stands last. */
  readonly #probes = new Map<string, Probe>();
  /** Copies of weights; null where the newest checkpoint has to do. */
  readonly #rounds = new Rounds<LiveWeights | null>();

  constructor(store: Store, datasets: Datasets, queue: RunQueue, looker: Assistant) {
    this.#store = store;
    this.#datasets = datasets;
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
        const weights = live ? { copiedAt: live.step } : newestOf(run.summary);
        const probe = await this.#open(run.summary, live?.memory ?? null);
        const hasExamples = parts.some(needsExamples) && (await this.#giveExamples(run, probe));
        const shown = parts.filter((part) => hasExamples || !needsExamples(part));
        const looked = await this.#looker.do('look', { key: probe.key, weights, parts: shown, neurons, units });
        const { confusion, ...others } = looked.parts;
        return {
          run: id,
          step: looked.step,
          epoch: looked.step / run.stepsPerEpoch,
          live: live !== null,
          milliseconds: looked.milliseconds + (live?.milliseconds ?? 0),
          ...others,
          ...(confusion && { confusion: { ...confusion, classes: this.#classes(run) } }),
        };
      },
    );
  }

  async examplesOfCell({ run: id, truth, said, most }: RequestValue<'runs.examplesOfCell'>): Promise<ExamplesOfCell> {
    const run = this.#get(id);
    requireCell(run.summary, truth, said);
    const found = (await this.#cell(id, truth, said, most)) ?? (await this.#cellOfNewLook(id, truth, said, most));
    if (!found) throw noExamples(run.summary);
    return { ...found, epoch: found.step / run.stepsPerEpoch };
  }

  async #cell(id: string, truth: number, said: number, most: number): Promise<LookedCell | null> {
    const probe = this.#known(id);
    if (!probe) return null;
    return this.#looker.do('examples-of-cell', { key: probe.key, truth, said, most });
  }

  async #cellOfNewLook(id: string, truth: number, said: number, most: number): Promise<LookedCell | null> {
    await this.look({ run: id, parts: ['confusion'], units: { from: 0, count: 1 } });
    return this.#cell(id, truth, said, most);
  }

  #classes({ summary }: StoredRun): string[] {
    return this.#datasets.get(summary.dataset.id).classes;
  }

  /** Whether the network can be tried on examples. They are not made for this, nor are others taken for them. */
  async #giveExamples(run: StoredRun, probe: Probe): Promise<boolean> {
    const { dataset, design } = run.summary;
    const { state, shape } = this.#datasets.get(dataset.id);
    if (state !== 'ready' || shape[0] * shape[1] !== design.inputs) return false;
    probe.examples ??= this.#sendExamples(run, probe.key);
    try {
      await probe.examples;
    } catch (error) {
      probe.examples = undefined;
      throw error;
    }
    return true;
  }

  async #sendExamples({ summary, splitHash, statistics }: StoredRun, key: string): Promise<null> {
    const { id, hash } = summary.dataset;
    const table = await this.#datasets.table(id);
    const isSame = this.#datasets.get(id).hash === hash;
    const split = isSame && splitHash !== null ? this.#store.splits.get(splitHash) : null;
    return this.#looker.do('give-examples', { key, examples: { table, split, statistics } });
  }

  /** Has the looker keep a network, whose training copies its weights to `memory` if it does. */
  async #open({ id, design, config, dataset }: RunSummary, memory: WebAssembly.Memory | null): Promise<Probe> {
    const known = this.#known(id);
    if (known && (memory === null || known.memory === memory)) {
      this.#probes.delete(id);
      this.#probes.set(id, known);
      return known;
    }
    this.#close(id);
    this.#makeRoom();
    const probe: Probe = { key: newId(), memory, examples: undefined };
    this.#probes.set(id, probe);
    this.#looker.models.add(probe.key);
    const setup = { run: id, design, config, isRegression: isRegression(dataset), copyMemory: memory };
    try {
      await this.#looker.do('open-probe', { key: probe.key, setup });
    } catch (error) {
      this.#looker.models.delete(probe.key);
      throw error;
    }
    return probe;
  }

  /** The probe of a run, unless it has gone with its thread. */
  #known(id: string): Probe | undefined {
    const probe = this.#probes.get(id);
    return probe && this.#looker.models.has(probe.key) ? probe : undefined;
  }

  #makeRoom(): void {
    if (this.#probes.size < mostProbes) return;
    const idle = [...this.#probes.keys()].find((id) => !this.#rounds.isUsed(id));
    if (idle !== undefined) this.#close(idle);
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

function needsExamples(part: InsidePart): boolean {
  return part === 'distributions' || part === 'surface' || part === 'confusion';
}

/** Throws `conflict` when a run has no checkpoint. */
function newestOf({ name, status, weightsHash }: RunSummary): ProbedWeights {
  if (weightsHash !== null) return { hash: weightsHash };
  const waits = activeStatuses.includes(status);
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

/** Throws unless a run tells classes apart, and these two among them. */
function requireCell({ name, design, dataset }: RunSummary, truth: number, said: number): void {
  if (isRegression(dataset)) {
    throw new LaminaError(
      'conflict',
      `"${name}" predicts numbers, so it has no confusion matrix.`,
      'Look at its largest errors instead.',
    );
  }
  const classes = Math.max(2, design.layers.at(-1).units);
  if (truth < classes && said < classes) return;
  throw new LaminaError('invalid-request', `runs.examplesOfCell: "${name}" tells only ${classes} classes apart.`);
}

function noExamples({ name, dataset }: RunSummary): LaminaError {
  return new LaminaError(
    'conflict',
    `The examples of "${dataset.name}", on which "${name}" was trained, are not in this workspace.`,
    'Make or import them again.',
  );
}
