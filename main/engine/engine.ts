import { availableParallelism } from 'node:os';
import { createSimdKernels } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Store } from '../store/store.ts';
import { benchKernels, benchTraining } from './benchClient.ts';
import { addBundledRun } from './bundled.ts';
import { DatasetExtracts } from './datasetExtracts.ts';
import { Datasets } from './datasets.ts';
import { Designs } from './designs.ts';
import type { Handlers, Tell } from './dispatch.ts';
import { Downloads } from './downloads/downloads.ts';
import { Estimates } from './estimates.ts';
import { goBackToCheckpoint } from './history.ts';
import { Gradients } from './gradients.ts';
import { newId } from './ids.ts';
import { Insides } from './insides.ts';
import { Imports } from './imports.ts';
import { RunNews } from './news.ts';
import { Predictions } from './predictions.ts';
import { toProblem } from './problem.ts';
import { RunQueue } from './queue.ts';
import { Runs } from './runs.ts';
import { Assistant } from './threads/assistantClient.ts';
import { readKernelBinaries } from './kernelBinaries.ts';
import { Uploads } from './uploads.ts';

/** How often the database is looked at for what other programs have changed. */
const lookMilliseconds = 1000;

export interface EngineOptions {
  workspace: string;
  resources: string;
  version: string;
}

/** One workspace, opened: everything the contract offers, and what goes on by itself. */
export class Engine {
  readonly handlers: Handlers;
  readonly #store: Store;
  readonly #queue: RunQueue;
  readonly #news: RunNews;
  readonly #tell: Tell;
  readonly #downloads: Downloads;
  readonly #assistants: Assistant[];
  /** Writes checkpoints. */
  readonly #keeper: Assistant;
  readonly #uploads: Uploads;
  readonly #imports: Imports;
  readonly #timer: NodeJS.Timeout;
  #foreignChanges: number;
  #lookedAt = Date.now();

  /** Throws a `LaminaError` when the workspace cannot be used. */
  constructor(options: EngineOptions, tell: Tell, onTraining: (going: boolean) => void) {
    const binaries = readKernelBinaries();
    this.#store = new Store(options.workspace, newId());
    this.#tell = tell;
    this.#news = new RunNews(this.#store, tell);
    const data = { binaries, workspace: options.workspace };
    const quick = new Assistant(data);
    const slow = new Assistant(data);
    this.#keeper = new Assistant(data);
    const looker = new Assistant(data);
    this.#assistants = [quick, slow, this.#keeper, looker];
    const datasets = new Datasets(this.#store, quick, slow, tell);
    this.#uploads = new Uploads(options.workspace, this.#store.lease);
    this.#imports = new Imports(this.#store, datasets, this.#uploads, tell);
    this.#downloads = new Downloads(this.#store, datasets, this.#imports, options.resources, tell);
    const designs = new Designs(this.#store.designs, tell);
    const extracts = new DatasetExtracts(datasets, quick, slow);
    addBundledOrTell(this.#store, options.resources);
    this.#queue = new RunQueue(this.#store, datasets, this.#news, binaries, this.#keeper, onTraining);
    const { build } = createSimdKernels(new WasmArena(), binaries);
    const predictions = new Predictions(this.#store, datasets, quick, slow);
    const gradients = new Gradients(this.#store, datasets, slow, tell);
    const insides = new Insides(this.#store, datasets, this.#queue, looker);
    const estimates = new Estimates(datasets, this.#queue, binaries);
    const runs = new Runs(this.#store, datasets, this.#queue, this.#news, slow, options.version);
    this.#markInterrupted();
    if (this.#store.checkpoints.hasLeftovers()) this.#queue.tidyCheckpoints(null);
    this.#foreignChanges = this.#store.foreignChanges();
    this.#timer = setInterval(() => this.#lookAround(), lookMilliseconds);

    this.handlers = {
      'app.info': () => ({
        version: options.version,
        workspace: options.workspace,
        kernelBuild: build,
        processors: availableParallelism(),
        node: process.versions.node,
      }),
      'datasets.list': () => datasets.list(),
      'datasets.prepare': ({ dataset }) => datasets.prepare(dataset),
      'datasets.sample': ({ dataset, indices }) => datasets.sample(dataset, indices),
      'datasets.labels': ({ dataset }) => extracts.labels(dataset),
      'datasets.describe': ({ dataset }) => extracts.describe(dataset),
      'datasets.exportPiece': ({ dataset, file, from }) => extracts.exportPiece(dataset, file, from),
      'datasets.makeDigits': (settings) => datasets.makeDigits(settings),
      'datasets.makeToy': ({ name, ...settings }) => datasets.makeToy(name, settings),
      'datasets.rename': ({ dataset, name }) => datasets.rename(dataset, name),
      'datasets.remove': ({ dataset }) => datasets.remove(dataset),
      'datasets.restore': ({ dataset }) => datasets.restore(dataset),
      'datasets.erase': ({ dataset }) => datasets.erase(dataset),
      'designs.list': () => designs.list(),
      'designs.save': ({ design, name, content }) => designs.save(design, name, content),
      'designs.rename': ({ design, name }) => designs.rename(design, name),
      'designs.duplicate': ({ design }) => designs.duplicate(design),
      'designs.trash': ({ design }) => designs.trash(design, true),
      'designs.restore': ({ design }) => designs.trash(design, false),
      'imports.upload': () => this.#uploads.open(),
      'imports.write': ({ upload, pieces }) => this.#uploads.write(upload, pieces),
      'imports.discard': ({ upload }) => this.#uploads.discard(upload),
      'imports.inspect': ({ task, setup }) => this.#imports.inspect(task, setup),
      'imports.import': ({ task, setup, name }) => this.#imports.import(task, setup, name),
      'imports.cancel': ({ task }) => this.#imports.cancel(task),
      'downloads.list': () => this.#downloads.list(),
      'downloads.start': ({ name, mirror }) => this.#downloads.start(name, mirror),
      'downloads.cancel': ({ name }) => this.#downloads.cancel(name),
      'runs.list': () => runs.list(),
      'runs.get': ({ run }) => runs.detail(run),
      'runs.curves': ({ runs: ids }) => runs.curves(ids),
      'runs.progress': () => runs.progress(),
      'runs.start': (setup) => runs.start(setup),
      'runs.startMany': ({ runs: setups }) => runs.startMany(setups),
      'runs.queue': () => [...this.#queue.waiting],
      'runs.reorder': ({ runs: ids }) => runs.reorder(ids),
      'runs.pause': ({ run }) => runs.pause(run),
      'runs.continue': ({ run }) => runs.continue(run),
      'runs.step': ({ run, by }) => runs.step(run, by),
      'runs.stop': ({ run }) => runs.stop(run),
      'runs.stopMany': ({ runs: ids }) => runs.stopMany(ids),
      'runs.resume': ({ run, threads }) => runs.resume(run, threads),
      'runs.setLearningRate': ({ run, learningRate }) => runs.setLearningRate(run, learningRate),
      'runs.rename': ({ run, name }) => runs.rename(run, name),
      'runs.trash': ({ runs: ids, trashed }) => runs.trash(ids, trashed),
      'runs.predict': ({ runs: ids, pixels, inputs }) =>
        predictions.predict(ids, pixels ?? Float32Array.from(inputs ?? [])),
      'runs.predictPicture': ({ run, file }) => predictions.predictPicture(run, file),
      'runs.evaluate': ({ run, dataset, part }) => predictions.evaluate(run, dataset, part),
      'runs.checkGradients': (input) => gradients.check(input),
      'runs.look': (input) => insides.look(input),
      'runs.examplesOfCell': (input) => insides.examplesOfCell(input),
      'runs.export': ({ run, epoch, format }) => runs.export(run, epoch, format),
      'training.estimate': (setup) => estimates.estimate(setup),
      'bench.run': async ({ secondsEach, threads }) => ({
        kernelBuild: build,
        lines: await benchTraining(binaries, secondsEach, threads, (line) => tell('bench', line)),
      }),
      'bench.kernels': async ({ secondsEach }) => ({
        kernelBuild: build,
        ...(await benchKernels(binaries, secondsEach)),
      }),
    };
  }

  /** Stops runs at a checkpoint and lets go of the workspace. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#downloads.close();
    await this.#imports.close();
    await this.#queue.close();
    await Promise.all(this.#assistants.map((assistant) => assistant.end()));
    await this.#uploads.close();
    this.#store.close();
  }

  /** Runs that an engine had in hand when it ended. */
  #markInterrupted(): void {
    for (const { id, owner } of this.#store.runs.owned()) {
      if (this.#store.lease.isAlive(owner)) continue;
      this.#store.transaction(() => {
        if (this.#store.runs.interrupt(id, owner)) goBackToCheckpoint(this.#store, id);
      });
      this.#queue.tidyCheckpoints(null);
      this.#news.changed(id);
    }
  }

  /** Tells the pages what other programs have done to the same workspace, and notices when one of them has died. */
  #lookAround(): void {
    try {
      this.#look();
    } catch (error) {
      toProblem(this.#store.explain(error)); // logged; the next look comes soon
    }
  }

  #look(): void {
    this.#markInterrupted();
    if (this.#store.logIsLong()) this.#queue.tidyLog();
    const changes = this.#store.foreignChanges();
    if (changes === this.#foreignChanges) return;
    this.#foreignChanges = changes;
    const since = this.#lookedAt - lookMilliseconds;
    this.#lookedAt = Date.now();
    for (const dataset of this.#store.datasets.changedSince(since)) this.#tell('dataset.changed', dataset);
    for (const design of this.#store.designs.changedSince(since)) this.#tell('design.changed', design);
    for (const { id } of this.#store.runs.changedSince(since)) this.#news.changed(id);
    this.#followAskedLearningRates();
  }

  /** What other programs ask for runs that are trained here. */
  #followAskedLearningRates(): void {
    for (const { id, learningRate } of this.#store.runs.askedLearningRates(this.#store.lease.owner)) {
      this.#store.runs.update(id, { asked_learning_rate: null });
      this.#queue.setLearningRate(id, learningRate);
    }
  }
}

/** A damaged bundled model keeps nobody from their own runs. */
function addBundledOrTell(store: Store, resources: string): void {
  try {
    addBundledRun(store, resources);
  } catch (error) {
    toProblem(error);
  }
}
