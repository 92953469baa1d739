import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { ColumnDescription, Dataset, DatasetSample } from '#core/contract/dataset.ts';
import type { RequestInput } from '#core/contract/requests.ts';
import type { Notices } from './notices.svelte.ts';
import type { Session } from './session.svelte.ts';

/** Every dataset the engine knows of, kept up to date by its events. */
export class DatasetsState {
  readonly #session: Session;
  readonly #notices: Notices;
  readonly #preparing = new SvelteSet<string>();
  readonly #byId = new SvelteMap<string, Dataset>();
  #loaded = $state(false);

  /** All datasets, the oldest first: the built-in ones stand in front. */
  readonly all: readonly Dataset[] = $derived([...this.#byId.values()].sort((a, b) => a.createdAt - b.createdAt));

  /** Those that are not in the trash, and of which more is known than that a run was trained on them elsewhere. */
  readonly kept: readonly Dataset[] = $derived(
    this.all.filter(({ trashedAt, count }) => trashedAt === null && count > 0),
  );
  readonly trashed: readonly Dataset[] = $derived(this.all.filter(({ trashedAt }) => trashedAt !== null));

  constructor(session: Session, notices: Notices) {
    this.#session = session;
    this.#notices = notices;
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
    this.#preparing.add(id);
    const dataset = await this.#session.request('datasets.prepare', { dataset: id });
    this.#preparing.delete(id);
    return this.#keep(dataset);
  }

  /** Whether this page has asked for a dataset's examples to be made and waits for them. */
  isPreparing(id: string): boolean {
    return this.#preparing.has(id);
  }

  /** Some examples for showing. Rejects with a `LaminaError`. */
  sample(id: string, indices: readonly number[]): Promise<DatasetSample> {
    return this.#session.ask('datasets.sample', { dataset: id, indices: [...indices] });
  }

  /** The class of every example. Rejects with a `LaminaError`. */
  labels(id: string): Promise<Uint8Array> {
    return this.#session.ask('datasets.labels', { dataset: id });
  }

  /** What the columns of a table hold. Rejects with a `LaminaError`. */
  describe(id: string): Promise<ColumnDescription[]> {
    return this.#session.ask('datasets.describe', { dataset: id });
  }

  /** Makes a toy dataset with settings of its own. */
  async makeToy(settings: RequestInput<'datasets.makeToy'>): Promise<Dataset | undefined> {
    return this.#keep(await this.#session.request('datasets.makeToy', settings));
  }

  /** Begins to make digits of another number or seed. */
  async makeDigits(settings: RequestInput<'datasets.makeDigits'>): Promise<Dataset | undefined> {
    return this.#keep(await this.#session.request('datasets.makeDigits', settings));
  }

  async rename(id: string, name: string): Promise<void> {
    this.#keep(await this.#session.request('datasets.rename', { dataset: id, name }));
  }

  /** Moves a dataset to the trash, and offers to undo it. */
  async remove(id: string): Promise<boolean> {
    const removal = await this.#session.request('datasets.remove', { dataset: id });
    if (!removal) return false;
    const dataset = this.#keep(removal.dataset ?? undefined);
    this.#notices.tell({
      text: `“${dataset?.name ?? id}” is in the trash.`,
      action: { label: 'Undo', run: () => void this.restore(id) },
    });
    return true;
  }

  /** Takes a dataset back out of the trash. */
  async restore(id: string): Promise<void> {
    this.#keep(await this.#session.request('datasets.restore', { dataset: id }));
  }

  /** Lets go of the examples of a dataset in the trash, for good. */
  async erase(id: string): Promise<void> {
    const removal = await this.#session.request('datasets.erase', { dataset: id });
    if (!removal) return;
    if (removal.dataset === null) this.#byId.delete(id);
    else this.#keep(removal.dataset);
  }

  #keep(dataset: Dataset | undefined): Dataset | undefined {
    if (dataset) this.#byId.set(dataset.id, dataset);
    return dataset;
  }

  async #loadAll(): Promise<void> {
    const datasets = await this.#session.request('datasets.list', {});
    if (!datasets) return;
    this.#byId.clear();
    for (const dataset of datasets) this.#byId.set(dataset.id, dataset);
    this.#loaded = true;
  }
}
