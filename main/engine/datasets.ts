import { basename } from 'node:path';
import type { Dataset, DatasetSample, DatasetSource } from '#core/contract/dataset.ts';
import { builtInDigits } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { pixelScale } from '#core/data/examples.ts';
import { builtInDigitsSource } from '#core/data/sources.ts';
import type { ChunkPart } from '../store/datasets.ts';
import type { Store } from '../store/store.ts';
import type { Tell } from './dispatch.ts';
import { newId } from './ids.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { MadeTable } from './threads/protocol.ts';
import type { SharedTable } from './threads/table.ts';

/** So large that a dataset has few of them, so small that reading or writing one is over in a millisecond or two. */
const chunkBytes = 2 ** 20;

/** Makes, imports and hands out datasets. */
export class Datasets {
  readonly #store: Store;
  readonly #assistant: Assistant;
  readonly #tell: Tell;
  /** Preparations under way, so that two who ask for the same dataset wait for one. */
  readonly #preparing = new Map<string, Promise<Dataset>>();
  /** The table used last: the next run or evaluation usually wants the same. */
  #kept: { hash: string; table: SharedTable } | undefined;

  constructor(store: Store, assistant: Assistant, tell: Tell) {
    this.#store = store;
    this.#assistant = assistant;
    this.#tell = tell;
    this.#addBuiltIns();
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

  /** All examples of a dataset, in memory that threads share. */
  async table(id: string): Promise<SharedTable> {
    const dataset = await this.prepare(id);
    if (this.#kept?.hash !== dataset.hash) {
      this.#kept = { hash: dataset.hash!, table: await this.#read(dataset) };
    }
    return this.#kept.table;
  }

  async sample(id: string, indices: number[]): Promise<DatasetSample> {
    const { count, features, inputs, labels } = await this.table(id);
    const beyond = indices.find((index) => index >= count);
    if (beyond !== undefined) {
      throw new LaminaError(
        'not-found',
        `There is no example ${beyond}: this dataset has ${count.toLocaleString('en')}.`,
      );
    }
    const all = new Uint8Array(inputs);
    const allLabels = new Uint8Array(labels);
    const pixels = new Uint8Array(indices.length * features);
    indices.forEach((index, i) => pixels.set(all.subarray(index * features, (index + 1) * features), i * features));
    return { shape: this.get(id).shape, indices, labels: indices.map((index) => allLabels[index]), pixels };
  }

  /** The same content imported twice is one dataset. */
  async importIdx(images: string, labels: string, name: string): Promise<Dataset> {
    const made = await this.#assistant.do('read-idx', { images, labels });
    const existing = this.#store.datasets.byHash(made.hash);
    if (existing) return existing;
    const id = newId();
    const source: DatasetSource = { kind: 'idx', images: basename(images), labels: basename(labels) };
    const { shape, classes, table } = made;
    const { owner } = this.#store.lease;
    this.#store.datasets.add({ id, name, source, count: table.count, shape, classes, owner });
    try {
      return await this.#keep(id, made);
    } catch (error) {
      this.#store.datasets.remove(id);
      throw error;
    }
  }

  /** A dataset made by an earlier program keeps its runs, under another id; the newer one takes the usual id. */
  #addBuiltIns(): void {
    this.#store.transaction(() => {
      const existing = this.#store.datasets.get(builtInDigits);
      if (existing && JSON.stringify(existing.source) === JSON.stringify(builtInDigitsSource)) return;
      if (existing) this.#store.datasets.changeId(builtInDigits, `digits-${newId()}`, `${existing.name} (earlier)`);
      this.#store.datasets.add({
        id: builtInDigits,
        name: 'Built-in digits',
        source: builtInDigitsSource,
        count: builtInDigitsSource.count,
        shape: [28, 28],
        classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
      });
    });
  }

  /** What an engine was importing when it ended. */
  #removeUnfinished(): void {
    for (const { id, owner } of this.#store.datasets.owned()) {
      if (!this.#store.lease.isAlive(owner)) this.#store.datasets.remove(id);
    }
  }

  async #make(dataset: Dataset): Promise<Dataset> {
    const { source } = dataset;
    if (source.kind !== 'digits' || source.version !== builtInDigitsSource.version) {
      throw new LaminaError(
        'conflict',
        `The examples of "${dataset.name}" are not in this workspace, and cannot be made here.`,
        'Import the files again, or choose another dataset.',
      );
    }
    const report = (done: number, state: 'going' | 'done' | 'failed') =>
      this.#tell('task', {
        task: `dataset:${dataset.id}`,
        label: `Drawing ${dataset.name.toLowerCase()}`,
        done,
        state,
      });
    try {
      const made = await this.#assistant.do(
        'make-digits',
        { count: source.count, seed: source.seed },
        {
          progress: (done) => report(done, 'going'),
        },
      );
      const kept = await this.#keep(dataset.id, made);
      report(1, 'done');
      return kept;
    } catch (error) {
      report(0, 'failed');
      throw error;
    }
  }

  async #keep(id: string, { table, classCounts, hash }: MadeTable): Promise<Dataset> {
    await this.#write(id, 'inputs', new Uint8Array(table.inputs));
    await this.#write(id, 'labels', new Uint8Array(table.labels));
    this.#store.datasets.complete(id, hash, classCounts);
    this.#kept = { hash, table };
    const dataset = this.get(id);
    this.#tell('dataset.changed', dataset);
    return dataset;
  }

  async #write(id: string, part: ChunkPart, bytes: Uint8Array): Promise<void> {
    for (let position = 0; position < bytes.length; position += chunkBytes) {
      this.#store.datasets.addChunk(id, part, position, bytes.slice(position, position + chunkBytes));
      await otherWork();
    }
  }

  async #read({ id, count, shape, classes }: Dataset): Promise<SharedTable> {
    const features = shape[0] * shape[1];
    const inputs = new SharedArrayBuffer(count * features);
    const labels = new SharedArrayBuffer(count);
    await this.#readPart(id, 'inputs', new Uint8Array(inputs));
    await this.#readPart(id, 'labels', new Uint8Array(labels));
    return { count, features, classes: classes.length, inputs, labels, scale: pixelScale };
  }

  async #readPart(id: string, part: ChunkPart, into: Uint8Array): Promise<void> {
    for (const position of this.#store.datasets.chunkPositions(id, part)) {
      into.set(this.#store.datasets.chunk(id, part, position), position);
      await otherWork();
    }
  }
}

/** Lets the engine answer what has come in meanwhile. */
function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
