import { SvelteMap } from 'svelte/reactivity';
import type { Dataset, DatasetSample } from '#core/contract/dataset.ts';
import type { Session } from './session.svelte.ts';

/** Every dataset the engine knows of, kept up to date by its events. */
export class DatasetsState {
  readonly #session: Session;
  readonly #byId = new SvelteMap<string, Dataset>();
  #loaded = $state(false);

  /** All datasets, the oldest first: the built-in ones stand in front. */
  readonly all: readonly Dataset[] = $derived([...this.#byId.values()].sort((a, b) => a.createdAt - b.createdAt));

  /** Those that are not in the trash. */
  readonly kept: readonly Dataset[] = $derived(this.all.filter(({ trashedAt }) => trashedAt === null));

  constructor(session: Session) {
    this.#session = session;
    session.on('dataset.changed', (dataset) => this.#byId.set(dataset.id, dataset));
    session.on('dataset.removed', ({ dataset }) => this.#byId.delete(dataset));
    session.onReady(() => void this.#loadAll());
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get(id: string): Dataset | undefined {
    return this.#byId.get(id);
  }

  /** Makes a built-in dataset's examples where they are absent; undefined when that failed, which a notice tells. */
  async prepare(id: string): Promise<Dataset | undefined> {
    const dataset = await this.#session.request('datasets.prepare', { dataset: id });
    if (dataset) this.#byId.set(dataset.id, dataset);
    return dataset;
  }

  /** Some examples for showing. Rejects with a `LaminaError`. */
  sample(id: string, indices: readonly number[]): Promise<DatasetSample> {
    return this.#session.ask('datasets.sample', { dataset: id, indices: [...indices] });
  }

  async #loadAll(): Promise<void> {
    const datasets = await this.#session.request('datasets.list', {});
    if (!datasets) return;
    this.#byId.clear();
    for (const dataset of datasets) this.#byId.set(dataset.id, dataset);
    this.#loaded = true;
  }
}
