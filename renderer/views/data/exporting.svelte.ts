import {
  datasetFileEndings,
  filesOf,
  type Dataset,
  type DatasetFile,
  type DatasetPiece,
} from '#core/contract/dataset.ts';
import { plainName, saveFile } from '../../components/saveFile.ts';
import type { Notices } from '../../state/notices.svelte.ts';
import type { Session } from '../../state/session.svelte.ts';

/** The export of a dataset: its files are made piece by piece, and saved when they are whole. One goes on at a time. */
export class Exporting {
  readonly #session: Session;
  readonly #notices: Notices;
  #since = 0;
  #stopped = false;
  /** The name of the dataset that is exported now, if any is. */
  name: string | null = $state(null);
  /** From 0 to 1. */
  done = $state(0);
  secondsLeft: number | null = $state(null);

  constructor(session: Session, notices: Notices) {
    this.#session = session;
    this.#notices = notices;
  }

  async start(dataset: Dataset): Promise<void> {
    if (this.name !== null) return;
    this.name = dataset.name;
    this.#since = performance.now();
    this.#stopped = false;
    this.#reach(0);
    const files = filesOf(dataset);
    const made: { name: string; blob: Blob }[] = [];
    for (const [before, file] of files.entries()) {
      const blob = await this.#make(dataset, file, (done) => this.#reach((before + done) / files.length));
      if (blob) made.push({ name: exportName(dataset, file), blob });
    }
    this.name = null;
    if (made.length < files.length) return;
    for (const { name, blob } of made) saveFile(blob, name);
    this.#notices.tell({ text: `“${dataset.name}” was exported as ${made.map(({ name }) => name).join(' and ')}.` });
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Undefined when it was stopped, or failed, which a notice tells. */
  async #make({ id, count }: Dataset, file: DatasetFile, report: (done: number) => void): Promise<Blob | undefined> {
    const pieces: Blob[] = [];
    for (let from: number | null = 0; from !== null;) {
      if (this.#stopped) return undefined;
      const piece: DatasetPiece | undefined = await this.#session.request('datasets.exportPiece', {
        dataset: id,
        file,
        from,
      });
      if (!piece) {
        this.#stopped = true;
        return undefined;
      }
      pieces.push(new Blob([Uint8Array.from(piece.bytes)])); // the browser may put it on the disk
      from = piece.next;
      report((from ?? count) / count);
    }
    return new Blob(pieces, { type: file === 'csv' ? 'text/csv' : 'application/octet-stream' });
  }

  #reach(done: number): void {
    const seconds = (performance.now() - this.#since) / 1000;
    this.done = done;
    this.secondsLeft = done > 0.02 ? (seconds * (1 - done)) / done : null;
  }
}

/** As in "spirals.csv" or "mnist-images-idx3-ubyte". */
export function exportName({ id, name }: Pick<Dataset, 'id' | 'name'>, file: DatasetFile): string {
  return `${plainName(name) || `dataset-${plainName(id)}`}${datasetFileEndings[file]}`;
}
