import { join } from 'node:path';
import type { Dataset, DatasetForm, DatasetSource } from '#core/contract/dataset.ts';
import { badFile, shown } from '#core/data/formats/words.ts';
import { DatasetStore } from '../../store/datasets.ts';
import { databaseFile, explainDatabaseError, openBeside } from '../../store/open.ts';
import { hashExamples } from '../hashExamples.ts';
import type { Part } from './sink.ts';

/** One-hot columns can make very much of a small file. More than that can be neither kept in memory nor learned from. */
const mostBytes = 2 ** 32;
const parts = ['inputs', 'labels', 'targets'] as const satisfies Part[];

/** What is imported, and for whom. */
export interface Arrival {
  workspace: string;
  /** The id that the dataset has until it is whole, and keeps if it is new. */
  dataset: string;
  /** The engine that imports it. */
  owner: string;
  name: string;
  source: DatasetSource;
  licence: string | null;
  /** Names of the classes, where the files have only numbers for them. */
  classes?: string[];
}

/** Examples as they were read. */
export interface ReadExamples {
  form: DatasetForm;
  count: number;
  classCounts: number[];
}

/** Where the examples have gone: a dataset of their own, or the one that had the very same content. */
export interface Kept {
  dataset: string;
  isNew: boolean;
}

/**
 * Puts examples into the store as they come, over a connection of its own: whoever reads them waits until they are
 * stored. The dataset is its owner's and nobody sees it until it is whole; after a failure nothing of it is left.
 */
export class Intake {
  readonly #arrival: Arrival;
  readonly #connection: ReturnType<typeof openBeside>;
  readonly #store: DatasetStore;
  readonly #lengths: Record<Part, number> = { inputs: 0, labels: 0, targets: 0 };

  private constructor(arrival: Arrival) {
    this.#arrival = arrival;
    this.#connection = openBeside(arrival.workspace, { readonly: false });
    this.#store = new DatasetStore(this.#connection);
  }

  /** Opens an intake for as long as `use` takes. Throws `workspace` where the database fails. */
  static async with<Result>(arrival: Arrival, use: (intake: Intake) => Promise<Result>): Promise<Result> {
    const intake = new Intake(arrival);
    try {
      intake.#begin();
      return await use(intake);
    } catch (error) {
      intake.#undo();
      throw explainDatabaseError(error, join(arrival.workspace, databaseFile));
    } finally {
      intake.#connection.close();
    }
  }

  /** Takes the next bytes of a part. Throws `bad-file` when they become too many. */
  write(part: Part, bytes: Uint8Array): void {
    this.#store.addChunk(this.#arrival.dataset, part, this.#lengths[part], bytes);
    this.#lengths[part] += bytes.length;
    if (parts.reduce((sum, each) => sum + this.#lengths[each], 0) <= mostBytes) return;
    throw badFile(
      `These examples take more than ${shown(mostBytes)} bytes, which is the most that can be learned from.`,
      'Choose fewer columns, smaller pictures or fewer examples.',
    );
  }

  /** Makes a dataset of what has come; the same content that comes twice is one, also when it was removed meanwhile. */
  finish(read: ReadExamples): Kept {
    const { form, count, classCounts } = named(read, this.#arrival.classes);
    const { dataset } = this.#arrival;
    const hash = hashExamples(form, count, this.#chunks());
    this.#store.describe(dataset, count, form);
    const existing = this.#completeUnlessThere(hash, classCounts);
    if (existing === undefined) return { dataset, isNew: true };
    if (existing.state === 'absent') {
      this.#store.giveChunks(dataset, existing.id);
      this.#store.complete(existing.id, hash, classCounts);
    } else if (existing.trashedAt !== null) {
      this.#store.trash(existing.id, false);
    }
    this.#store.removeInSteps(dataset);
    return { dataset: existing.id, isNew: false };
  }

  /** The dataset that has the same content; undefined where there is none, and this one is whole then. */
  #completeUnlessThere(hash: string, classCounts: number[]): Dataset | undefined {
    return this.#connection
      .transaction(() => {
        const existing = this.#store.byHash(hash);
        if (existing === undefined) this.#store.complete(this.#arrival.dataset, hash, classCounts);
        return existing;
      })
      .immediate();
  }

  #begin(): void {
    const { dataset: id, owner, name, source, licence } = this.#arrival;
    const unknown: DatasetForm = { kind: 'table', shape: [1, 1], columns: [], classes: [], targets: [], testCount: 0 };
    this.#store.add({ id, owner, name, source, ...unknown, count: 0, licence });
  }

  /** What cannot be removed here, as on a full disk, the engine removes when it is told of the failure, or at its start. */
  #undo(): void {
    try {
      this.#store.removeInSteps(this.#arrival.dataset);
    } catch {
      // The first error is the one to tell.
    }
  }

  /** All bytes in the order in which they are hashed: the inputs often come before it is known what they are. */
  *#chunks(): Generator<Uint8Array> {
    for (const part of parts) {
      for (const position of this.#store.chunkPositions(this.#arrival.dataset, part)) {
        yield this.#store.chunk(this.#arrival.dataset, part, position);
      }
    }
  }
}

/** The examples with names for their classes. Throws `bad-file` when there are more classes than names. */
function named(read: ReadExamples, names: string[] | undefined): ReadExamples {
  if (names === undefined) return read;
  const { form, classCounts } = read;
  if (classCounts.length > names.length) {
    throw badFile(
      `The labels are of ${classCounts.length} classes, where there should be ${names.length}.`,
      'These are not the files that they should be.',
    );
  }
  const counts = names.map((_, label) => classCounts[label] ?? 0);
  return { ...read, form: { ...form, classes: names }, classCounts: counts };
}
