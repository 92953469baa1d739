import {
  isBuiltIn,
  type Dataset,
  type DatasetSample,
  type DatasetSource,
  type ToyName,
} from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { DatasetRemoval } from '#core/contract/requests.ts';
import { activeStatuses } from '#core/contract/run.ts';
import { builtInDigitsSource, canBeMade } from '#core/data/sources.ts';
import { toySource, toyTitle } from '#core/data/toy/generator.ts';
import type { Store } from '../store/store.ts';
import { addBuiltIns, digitsDataset } from './builtIns.ts';
import { readTable, writeTable } from './datasetChunks.ts';
import type { Tell } from './dispatch.ts';
import { newId } from './ids.ts';
import { sampleTable } from './sampleTable.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { MadeTable } from './threads/protocol.ts';
import type { SharedTable } from './threads/table.ts';

/** What a dataset is called, and where it came from. */
export interface DatasetOrigin {
  name: string;
  source: DatasetSource;
  licence: string | null;
}

/** Makes, imports, hands out and removes datasets. */
export class Datasets {
  readonly #store: Store;
  /** Makes what is there at once, as a toy dataset is. */
  readonly #quick: Assistant;
  readonly #slow: Assistant;
  readonly #tell: Tell;
  /** Preparations under way, so that two who ask for the same dataset wait for one. */
  readonly #preparing = new Map<string, Promise<Dataset>>();
  /** The table used last: the next run or evaluation usually wants the same. */
  #kept: { hash: string; table: SharedTable | Promise<SharedTable> } | undefined;

  constructor(store: Store, quick: Assistant, slow: Assistant, tell: Tell) {
    this.#store = store;
    this.#quick = quick;
    this.#slow = slow;
    this.#tell = tell;
    addBuiltIns(store);
    this.#removeUnfinished();
  }

  list(): Dataset[] {
    return this.#store.datasets.list();
  }

  get(id: string): Dataset {
    const dataset = this.#store.datasets.get(id);
    if (dataset) return dataset;
    throw new LaminaError(
      'not-found',
      `There is no dataset "${id}".`,
      'List them: lamina datasets, or open the Workbench.',
    );
  }

  /** Makes a built-in dataset's examples if they are not there yet. */
  prepare(id: string): Promise<Dataset> {
    const dataset = this.get(id);
    if (dataset.state === 'ready') return Promise.resolve(dataset);
    const underWay = this.#preparing.get(id) ?? this.#make(dataset).finally(() => this.#preparing.delete(id));
    this.#preparing.set(id, underWay);
    return underWay;
  }

  /** Throws `conflict` where a dataset's examples are neither there nor could be made. */
  requireExamples(id: string): void {
    const dataset = this.get(id);
    if (dataset.state === 'absent' && !canBeMade(dataset.source)) throw notHere(dataset);
  }

  /** All examples of a dataset, in memory that threads share. */
  async table(id: string): Promise<SharedTable> {
    const dataset = await this.prepare(id);
    if (this.#kept?.hash === dataset.hash) return this.#kept.table;
    // Who asks while it is being read waits for the same one.
    const kept = { hash: dataset.hash!, table: readTable(this.#store.datasets, dataset) };
    this.#kept = kept;
    try {
      return await kept.table;
    } catch (error) {
      if (this.#kept === kept) this.#kept = undefined;
      throw error;
    }
  }

  async sample(id: string, indices: number[]): Promise<DatasetSample> {
    return sampleTable(await this.table(id), this.get(id).shape, indices);
  }

  async makeToy(
    name: ToyName,
    settings: { noise?: number | undefined; count?: number | undefined; seed?: number | undefined },
  ): Promise<Dataset> {
    const source = toySource(name, settings);
    const builtIn = this.get(name);
    if (JSON.stringify(builtIn.source) === JSON.stringify(source)) return this.prepare(name);
    const made = await this.#quick.do('make-toy', source);
    return this.#add(made, { name: toyTitle(source), source, licence: null });
  }

  /** Returns before they are made. Who asks for the same again finds them, also in the trash. */
  makeDigits(settings: { count?: number | undefined; seed?: number | undefined }): Dataset {
    const { count = builtInDigitsSource.count, seed = builtInDigitsSource.seed } = settings;
    const source = { ...builtInDigitsSource, count, seed };
    const same = this.list().find((dataset) => JSON.stringify(dataset.source) === JSON.stringify(source));
    const id = same?.id ?? newId();
    if (same) this.#store.datasets.trash(id, false);
    else {
      const name = `Digits, ${count.toLocaleString('en')}, seed ${seed}`;
      this.#store.datasets.add(digitsDataset(id, name, source));
    }
    this.prepare(id).catch(() => undefined); // told by its task
    return this.changed(id);
  }

  rename(id: string, name: string): Dataset {
    this.get(id);
    this.#store.datasets.rename(id, name);
    return this.changed(id);
  }

  remove(id: string): DatasetRemoval {
    const dataset = this.get(id);
    if (isBuiltIn(dataset)) {
      throw new LaminaError('conflict', `"${dataset.name}" comes with Lamina and stays.`, '');
    }
    this.#store.datasets.trash(id, true);
    return { dataset: this.changed(id), runs: this.#store.datasets.runsOn(id) };
  }

  restore(id: string): Dataset {
    this.get(id);
    this.#store.datasets.trash(id, false);
    return this.changed(id);
  }

  erase(id: string): DatasetRemoval {
    const dataset = this.get(id);
    if (dataset.trashedAt === null) {
      throw new LaminaError('conflict', `"${dataset.name}" is not in the trash.`, 'Remove it first.');
    }
    const runs = this.#store.datasets.runsOn(id);
    const active = runs.find(({ status }) => activeStatuses.includes(status));
    if (active) {
      throw new LaminaError(
        'conflict',
        `"${active.name}", which is ${active.status}, needs the examples of "${dataset.name}".`,
        'Stop that run first, or wait until it has ended.',
      );
    }
    if (this.#kept?.hash === dataset.hash) this.#kept = undefined;
    if (runs.length === 0) {
      this.#store.datasets.remove(id);
      this.#tell('dataset.removed', { dataset: id });
      return { dataset: null, runs };
    }
    this.#store.datasets.erase(id);
    return { dataset: this.changed(id), runs };
  }

  /** What an engine was importing when it ended. */
  #removeUnfinished(): void {
    for (const { id, owner } of this.#store.datasets.owned()) {
      if (!this.#store.lease.isAlive(owner)) this.#store.datasets.remove(id);
    }
  }

  async #make(dataset: Dataset): Promise<Dataset> {
    const { source } = dataset;
    if (!canBeMade(source)) throw notHere(dataset);
    if (source.kind === 'digits') return this.#drawDigits(dataset, source);
    if (source.kind === 'toy') return this.#keep(dataset.id, await this.#quick.do('make-toy', source));
    throw notHere(dataset);
  }

  async #drawDigits({ id, name }: Dataset, { count, seed }: { count: number; seed: number }): Promise<Dataset> {
    const label = `Drawing ${name.toLowerCase()}`;
    const report = (done: number, state: 'going' | 'done' | 'failed') =>
      this.#tell('task', { task: `dataset:${id}`, label, done, state });
    try {
      const progress = (done: number) => report(done, 'going');
      const kept = await this.#keep(id, await this.#slow.do('make-digits', { count, seed }, { progress }));
      report(1, 'done');
      return kept;
    } catch (error) {
      report(0, 'failed');
      throw error;
    }
  }

  /** The same content brought in twice is one dataset, also when it was removed meanwhile. */
  async #add(made: MadeTable, origin: DatasetOrigin): Promise<Dataset> {
    const existing = this.#store.datasets.byHash(made.hash);
    if (existing?.state === 'absent') return this.#keep(existing.id, made);
    if (existing) return existing.trashedAt === null ? existing : this.restore(existing.id);
    const id = newId();
    const { table, kind, shape, columns, classes, targets, testCount } = made;
    const form = { kind, shape, columns, classes, targets, testCount };
    this.#store.datasets.add({ id, ...origin, ...form, count: table.count, owner: this.#store.lease.owner });
    try {
      return await this.#keep(id, made);
    } catch (error) {
      this.#store.datasets.remove(id);
      // Another import of the same content may have been faster.
      const twin = this.#store.datasets.byHash(made.hash);
      if (twin?.state === 'ready') return twin;
      throw error;
    }
  }

  async #keep(id: string, { table, classCounts, hash }: MadeTable): Promise<Dataset> {
    await writeTable(this.#store.datasets, id, table);
    this.#store.datasets.complete(id, hash, classCounts);
    this.#kept = { hash, table };
    return this.changed(id);
  }

  /** Tells of a dataset that has changed in the store. */
  changed(id: string): Dataset {
    const dataset = this.get(id);
    this.#tell('dataset.changed', dataset);
    return dataset;
  }
}

function notHere({ name }: Dataset): LaminaError {
  return new LaminaError(
    'conflict',
    `The examples of "${name}" are not in this workspace, and cannot be made here.`,
    'Import the files again, or choose another dataset.',
  );
}
