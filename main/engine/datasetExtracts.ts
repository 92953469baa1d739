import type { ColumnDescription, DatasetFile, DatasetPiece } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { Datasets } from './datasets.ts';
import type { Assistant } from './threads/assistantClient.ts';

/** A larger table is described beside other slow work, so that predictions do not wait for it. */
const quickBytes = 2 ** 24;
/** So many descriptions are remembered, by the hash of what they describe. */
const mostDescriptions = 50;

/** What is read out of datasets for those who look at them or take them elsewhere. */
export class DatasetExtracts {
  readonly #datasets: Datasets;
  readonly #quick: Assistant;
  readonly #slow: Assistant;
  readonly #descriptions = new Map<string, Promise<ColumnDescription[]>>();

  constructor(datasets: Datasets, quick: Assistant, slow: Assistant) {
    this.#datasets = datasets;
    this.#quick = quick;
    this.#slow = slow;
  }

  async labels(id: string): Promise<Uint8Array> {
    const { labels } = await this.#datasets.table(id);
    return new Uint8Array(labels).slice(); // what is sent must not be shared memory
  }

  /** The same content has the same description, so it is worked out once. */
  async describe(id: string): Promise<ColumnDescription[]> {
    const { hash } = await this.#datasets.prepare(id);
    const key = hash!;
    const known = this.#descriptions.get(key) ?? this.#measure(id);
    this.#descriptions.set(key, known);
    known.catch(() => this.#descriptions.delete(key));
    const [oldest] = this.#descriptions.keys();
    if (this.#descriptions.size > mostDescriptions) this.#descriptions.delete(oldest);
    return known;
  }

  /** Throws `invalid-request` for a file that the dataset cannot be, and `not-found` for an example it does not have. */
  async exportPiece(id: string, file: DatasetFile, from: number): Promise<DatasetPiece> {
    const form = this.#datasets.get(id);
    if ((form.kind === 'pictures') === (file === 'csv')) {
      const wanted = form.kind === 'pictures' ? 'Pictures are exported as IDX.' : 'Tables are exported as CSV.';
      throw new LaminaError('invalid-request', `"${form.name}" cannot be exported as ${file}.`, wanted);
    }
    const table = await this.#datasets.table(id);
    if (from >= table.count) {
      const has = `this dataset has ${table.count.toLocaleString('en')}`;
      throw new LaminaError('not-found', `There is no example ${from}: ${has}.`);
    }
    return this.#quick.do('export-piece', { form, table, file, from });
  }

  async #measure(id: string): Promise<ColumnDescription[]> {
    const form = this.#datasets.get(id);
    if (form.kind === 'pictures') return [];
    const table = await this.#datasets.table(id);
    const assistant = form.bytes <= quickBytes ? this.#quick : this.#slow;
    return assistant.do('describe-table', { form, table });
  }
}
