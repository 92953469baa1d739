import type { Dataset } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { TaskProgress } from '#core/contract/events.ts';
import type { FileReference, Imported, ImportInspection, ImportSetup } from '#core/contract/importing.ts';
import type { Store } from '../store/store.ts';
import type { DatasetOrigin, Datasets } from './datasets.ts';
import type { Tell } from './dispatch.ts';
import { newId } from './ids.ts';
import { startImporter, type ImporterThread } from './importerClient.ts';
import type { ImporterData, ImporterResult, ImportResult, NewArrival } from './threads/importerProtocol.ts';
import type { Uploads } from './uploads.ts';

type About = Pick<NewArrival, 'name' | 'source' | 'licence' | 'classes'>;

/** Reads users' files, each task in a thread of its own. */
export class Imports {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #uploads: Uploads;
  readonly #tell: Tell;
  readonly #threads = new Map<string, ImporterThread>();

  constructor(store: Store, datasets: Datasets, uploads: Uploads, tell: Tell) {
    this.#store = store;
    this.#datasets = datasets;
    this.#uploads = uploads;
    this.#tell = tell;
  }

  async inspect(task: string, setup: ImportSetup): Promise<ImportInspection> {
    return (await this.#perform(task, 'Looking at the files', setup, { kind: 'inspect' })) as ImportInspection;
  }

  import(task: string, setup: ImportSetup, name: string): Promise<Imported> {
    return this.#import(task, setup, { name, licence: null });
  }

  /** Imports files that Lamina has fetched, whose classes it knows by name. */
  async importFetched(task: string, setup: ImportSetup, origin: DatasetOrigin, classes: string[]): Promise<Dataset> {
    return (await this.#import(task, setup, { ...origin, classes })).dataset;
  }

  async #import(task: string, setup: ImportSetup, about: About): Promise<Imported> {
    const { workspace, lease } = this.#store;
    const arrival = { workspace, dataset: newId(), owner: lease.owner, ...about };
    try {
      const result = await this.#perform(task, `Importing ${about.name}`, setup, { kind: 'import', arrival });
      const { dataset, isNew, dropped } = result as ImportResult;
      return { dataset: this.#datasets.changed(dataset), isNew, dropped };
    } catch (error) {
      // The thread has removed what it had brought in, unless it could not.
      this.#store.datasets.remove(arrival.dataset);
      throw error;
    }
  }

  cancel(task: string): object {
    this.#threads.get(task)?.cancel();
    return {};
  }

  /** Cancels all there is, and waits until nothing of it is left. */
  async close(): Promise<void> {
    const threads = [...this.#threads.values()];
    for (const thread of threads) thread.cancel();
    await Promise.allSettled(threads.map(({ ended }) => ended));
  }

  async #perform(task: string, label: string, setup: ImportSetup, what: ImporterData['task']): Promise<ImporterResult> {
    if (this.#threads.has(task)) {
      throw new LaminaError('conflict', `There is a task "${task}" already.`, 'Choose another name for this one.');
    }
    for (const reference of referencesIn(setup)) if ('upload' in reference) this.#uploads.require(reference.upload);
    const report = (done: number, state: TaskProgress['state']) =>
      this.#tell('task', { task: `import:${task}`, label, done, state });
    const data: ImporterData = { task: what, setup, uploads: this.#uploads.folder };
    const thread = startImporter(data, (done) => report(done, 'going'));
    this.#threads.set(task, thread);
    try {
      const result = await thread.ended;
      report(1, 'done');
      return result;
    } catch (error) {
      report(0, 'failed');
      throw error;
    } finally {
      this.#threads.delete(task);
    }
  }
}

function referencesIn(setup: ImportSetup): FileReference[] {
  if (setup.kind !== 'idx') return [setup.file];
  const { images, labels, test } = setup;
  return [images, labels, ...(test ? [test.images, test.labels] : [])];
}
