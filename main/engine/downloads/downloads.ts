import { join } from 'node:path';
import type { Dataset } from '#core/contract/dataset.ts';
import { downloadTask, type Download } from '#core/contract/download.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { webAddress } from '#core/contract/fields.ts';
import type { Store } from '../../store/store.ts';
import type { Datasets } from '../datasets.ts';
import type { Tell } from '../dispatch.ts';
import type { Imports } from '../imports.ts';
import { fetchFile, partOf, sizeOf } from './fetchFile.ts';
import { DownloadFolders } from './folders.ts';
import { listPath, readList, type DownloadFile, type ListedDownload } from './list.ts';
import { notDownloaded } from './mirrorProblem.ts';
import { TaskReport } from './taskReport.ts';

/** A mirror that sends nothing for so long is given up. */
const silenceMilliseconds = 30_000;

interface UnderWay {
  dataset: Promise<Dataset>;
  abort: AbortController;
}

/** Downloads datasets when somebody asks for one, and never else. */
export class Downloads {
  readonly #datasets: Datasets;
  readonly #imports: Imports;
  readonly #folders: DownloadFolders;
  readonly #listPath: string;
  readonly #tell: Tell;
  readonly #underWay = new Map<string, UnderWay>();

  constructor(store: Store, datasets: Datasets, imports: Imports, resources: string, tell: Tell) {
    this.#datasets = datasets;
    this.#imports = imports;
    this.#folders = new DownloadFolders(store.workspace, store.lease);
    this.#listPath = listPath(resources);
    this.#tell = tell;
  }

  async list(): Promise<Download[]> {
    return Promise.all((await readList(this.#listPath)).map((listed) => this.#describe(listed)));
  }

  /** Two who ask for the same wait for one. */
  start(name: string, mirror: string | undefined): Promise<Dataset> {
    const underWay = this.#underWay.get(name);
    if (underWay) return underWay.dataset;
    const abort = new AbortController();
    const dataset = this.#download(name, mirror, abort.signal).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, { dataset, abort });
    return dataset;
  }

  async cancel(name: string): Promise<Download> {
    await this.#stop(name);
    return this.#describe(await this.#find(name));
  }

  /** Stops all that is under way. */
  async close(): Promise<void> {
    await Promise.all([...this.#underWay.keys()].map((name) => this.#stop(name)));
  }

  async #stop(name: string): Promise<void> {
    const underWay = this.#underWay.get(name);
    underWay?.abort.abort(
      new LaminaError(
        'cancelled',
        'The download was stopped.',
        'Start it again to go on: what has come so far is kept.',
      ),
    );
    await underWay?.dataset.catch(() => undefined); // whoever asked for it is told
  }

  async #download(name: string, mirror: string | undefined, signal: AbortSignal): Promise<Dataset> {
    const listed = await this.#find(name);
    const there = this.#made(name);
    if (there) return there.trashedAt === null ? there : this.#datasets.restore(there.id);
    const mirrors = mirrorsOf(listed, mirror);
    const folder = await this.#folders.claim(name);
    const files = filesOf(listed);
    const here = (await bytesIn(folder, files)) / totalOf(files);
    const report = new TaskReport(downloadTask(name), `Downloading ${listed.title}`, here, this.#tell);
    try {
      await fetchAll(listed, mirrors, folder, signal, report);
      signal.throwIfAborted();
      const dataset = await this.#import(listed, folder);
      await this.#folders.remove(name);
      report.end('done');
      return dataset;
    } catch (error) {
      report.end('failed');
      throw error;
    }
  }

  async #import({ name, title, licence, classes, files }: ListedDownload, folder: string): Promise<Dataset> {
    const at = (file: DownloadFile) => ({ path: join(folder, file.name) });
    const test = { images: at(files.testImages), labels: at(files.testLabels) };
    return this.#imports.importFetched(
      downloadTask(name),
      { kind: 'idx', images: at(files.images), labels: at(files.labels), test },
      { name: title, source: { kind: 'download', name }, licence },
      classes,
    );
  }

  async #describe(listed: ListedDownload): Promise<Download> {
    const { name, title, about, licence } = listed;
    const files = filesOf(listed);
    const here = await Promise.all((await this.#folders.usable(name)).map((folder) => bytesIn(folder, files)));
    const made = this.#made(name);
    const dataset = made?.trashedAt === null ? made.id : null;
    return { name, title, about, licence, bytes: totalOf(files), bytesHere: Math.max(...here), dataset };
  }

  /** The dataset of that name, with its examples, also when it is in the trash. */
  #made(name: string): Dataset | undefined {
    const isIt = ({ source, state }: Dataset) =>
      source.kind === 'download' && source.name === name && state === 'ready';
    return this.#datasets.list().find(isIt);
  }

  async #find(name: string): Promise<ListedDownload> {
    const all = await readList(this.#listPath);
    const listed = all.find((candidate) => candidate.name === name);
    if (listed) return listed;
    throw new LaminaError(
      'not-found',
      `There is no "${name}" to be downloaded.`,
      `What there is: ${all.map((candidate) => candidate.name).join(', ')}.`,
    );
  }
}

async function fetchAll(
  listed: ListedDownload,
  mirrors: readonly URL[],
  folder: string,
  signal: AbortSignal,
  report: TaskReport,
): Promise<void> {
  const files = filesOf(listed);
  const total = totalOf(files);
  let before = 0;
  for (const file of files) {
    const begin = before;
    const progress = (bytes: number) => report.progress((begin + bytes) / total);
    const problems = await fetchFile(file, mirrors, folder, { signal, silenceMilliseconds, progress });
    if (problems) throw notDownloaded(listed.title, problems);
    progress(file.bytes);
    before += file.bytes;
  }
}

/** The mirrors in the order in which they are asked. */
function mirrorsOf({ name, mirrors }: ListedDownload, asked: string | undefined): URL[] {
  const own = [asked, ownMirror()].filter((address) => address !== undefined);
  return [...own.map((address) => new URL(`${name}/`, asFolder(address))), ...mirrors.map(asFolder)];
}

/** The mirror that LAMINA_MIRROR names. */
function ownMirror(): string | undefined {
  const address = process.env['LAMINA_MIRROR'];
  if (!address) return undefined;
  if (webAddress().safeParse(address).success) return address;
  throw new LaminaError(
    'bad-setup',
    `LAMINA_MIRROR is "${address}", which is not a web address.`,
    'Give it one that begins with http:// or https://, or none.',
  );
}

function asFolder(address: string): URL {
  return new URL(address.endsWith('/') ? address : `${address}/`);
}

function filesOf({ files }: ListedDownload): DownloadFile[] {
  return [files.images, files.labels, files.testImages, files.testLabels];
}

function totalOf(files: readonly DownloadFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function bytesIn(folder: string, files: readonly DownloadFile[]): Promise<number> {
  const sizes = files.flatMap(({ name }) => [sizeOf(join(folder, name)), sizeOf(partOf(join(folder, name)))]);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
