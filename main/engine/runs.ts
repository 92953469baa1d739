import { availableParallelism } from 'node:os';
import type { Dataset } from '#core/contract/dataset.ts';
import { describeDesign } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import {
  activeStatuses,
  bundledRun,
  resumableStatuses,
  type CheckpointSummary,
  type MetricSeries,
  type RunCurves,
  type RunDetail,
  type RunProgress,
  type RunSummary,
  type StepUnit,
} from '#core/contract/run.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { NewRun, StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { beginningOf, beginWith } from './children.ts';
import type { Datasets } from './datasets.ts';
import { exportJson, exportSafetensors, writtenOut, type ExportedRun } from './exports.ts';
import { summaryAt } from './history.ts';
import { newId } from './ids.ts';
import { noCheckpoint } from './noCheckpoint.ts';
import type { RunNews } from './news.ts';
import type { RunQueue } from './queue.ts';
import { requireTrainable } from './trainable.ts';
import { unknownRun } from './unknownRun.ts';
import type { Assistant } from './threads/assistantClient.ts';

/** Everything that is done to runs from outside. */
export class Runs {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #queue: RunQueue;
  readonly #news: RunNews;
  readonly #assistant: Assistant;
  readonly #version: string;

  constructor(store: Store, datasets: Datasets, queue: RunQueue, news: RunNews, assistant: Assistant, version: string) {
    this.#store = store;
    this.#datasets = datasets;
    this.#queue = queue;
    this.#news = news;
    this.#assistant = assistant;
    this.#version = version;
  }

  list(): RunSummary[] {
    return this.#store.runs.list();
  }

  detail(id: string): RunDetail {
    const { summary, trainExamples, testExamples, splitHash, stepsPerEpoch } = this.#get(id);
    const checkpoints = this.#store.checkpoints.list(id);
    const split = splitHash === null ? null : this.#store.splits.summary(splitHash);
    const learningRates = this.#store.events.learningRates(id);
    return { ...summary, checkpoints, trainExamples, testExamples, split, stepsPerEpoch, learningRates };
  }

  curves(ids: string[]): RunCurves[] {
    return ids.map((run) => ({
      run,
      stepsPerEpoch: this.#get(run).stepsPerEpoch,
      series: this.#store.metrics.series(run),
    }));
  }

  progress(): RunProgress[] {
    return this.#queue.progress();
  }

  start({ step, ...setup }: RunSetup & { step?: StepUnit | undefined }): RunSummary {
    return this.startMany([setup], step)[0];
  }

  /** All of them are looked at before any is kept, and they are kept in one transaction. */
  startMany(setups: readonly RunSetup[], step?: StepUnit): RunSummary[] {
    const now = Date.now();
    // Each a moment after the one before, so that wherever they are listed they stand in their order.
    const runs = setups.map((setup, index) => ({ ...this.#ready(setup, setups.length), createdAt: now + index }));
    this.#store.transaction(() => {
      runs.forEach((run, index) => this.#add(run, setups[index]));
    });
    runs.forEach(({ id }, index) => this.#queue.add(id, setups[index].threads ?? availableParallelism(), step));
    return runs.map(({ id }) => this.#get(id).summary);
  }

  /** A run as it is kept. Throws when it cannot be trained, and says which one that is where it is one of `count`. */
  #ready({ name, dataset: datasetId, design, config, parent }: RunSetup, count: number): NewRun {
    const dataset = this.#datasets.get(datasetId);
    const title = name ?? `${describeDesign(design)} ${config.optimizer.name}`;
    try {
      requireTrainable(design, config, dataset);
    } catch (error) {
      if (count === 1 || !(error instanceof LaminaError)) throw error;
      throw new LaminaError(error.code, `"${title}" cannot be trained. ${error.message}`, 'None was started.');
    }
    requireNotTrashed(dataset);
    this.#datasets.requireExamples(datasetId);
    return {
      id: newId(),
      name: title,
      status: 'queued',
      owner: this.#store.lease.owner,
      dataset: dataset.id,
      datasetHash: dataset.hash,
      design,
      config,
      kernelBuild: '',
      programVersion: this.#version,
      parent,
    };
  }

  /** Keeps a new run, with the weights that it begins with if it has them of another one. */
  #add(run: NewRun, { parent }: RunSetup): void {
    const beginning = parent ? beginningOf(this.#store, parent, run) : null;
    this.#store.runs.add(run);
    if (beginning) beginWith(this.#store, run.id, beginning);
  }

  pause(id: string): RunSummary {
    return this.#act(id, this.#queue.pause(id), 'It is not being trained, so it cannot be paused.');
  }

  continue(id: string): RunSummary {
    return this.#act(id, this.#queue.continue(id), 'It is not paused.');
  }

  step(id: string, by: StepUnit): RunSummary {
    return this.#act(id, this.#queue.step(id, by), 'It is not being trained right now, so it cannot be stepped.');
  }

  stop(id: string): RunSummary {
    return this.#act(id, this.#queue.stop(id), 'It is not being trained, so it cannot be stopped.');
  }

  /** Those that wait come first: otherwise the next one would begin when the one in hand has ended. */
  stopMany(ids: readonly string[]): RunSummary[] {
    const { waiting } = this.#queue;
    const [later, now] = [ids.filter((id) => !waiting.includes(id)), ids.filter((id) => waiting.includes(id))];
    return [...now, ...later].filter((id) => this.#queue.stop(id)).map((id) => this.#get(id).summary);
  }

  reorder(ids: readonly string[]): string[] {
    this.#queue.reorder(ids);
    return [...this.#queue.waiting];
  }

  setLearningRate(id: string, learningRate: number): RunSummary {
    const { summary, owner } = this.#get(id);
    const isGoingOn = summary.status === 'running' || summary.status === 'paused';
    if (isGoingOn && owner !== this.#store.lease.owner) this.#store.runs.askLearningRate(id, learningRate);
    else if (!isGoingOn || !this.#queue.setLearningRate(id, learningRate)) {
      const status = isGoingOn ? 'being stopped' : summary.status;
      throw new LaminaError(
        'conflict',
        `"${summary.name}" is ${status}, so its learning rate cannot be changed.`,
        'It can be while the run is being trained, or is paused.',
      );
    }
    return summary;
  }

  resume(id: string, threads = availableParallelism()): RunSummary {
    const { summary } = this.#get(id);
    if (!resumableStatuses.includes(summary.status)) {
      const why =
        summary.status === 'finished'
          ? `It has gone through all its ${summary.config.epochs} epochs.`
          : `It is ${summary.status}.`;
      throw new LaminaError(
        'conflict',
        `"${summary.name}" cannot be resumed. ${why}`,
        'Only a run that was stopped, was interrupted or failed can be resumed.',
      );
    }
    if (summary.trashedAt !== null) {
      throw new LaminaError('conflict', `"${summary.name}" is in the trash.`, 'Restore it first.');
    }
    this.#datasets.requireExamples(summary.dataset.id);
    if (!this.#store.runs.claim(id, this.#store.lease.owner)) {
      throw new LaminaError(
        'conflict',
        `"${summary.name}" has just been resumed by another Lamina.`,
        'It goes on there.',
      );
    }
    this.#queue.add(id, threads);
    return this.#get(id).summary;
  }

  rename(id: string, name: string): RunSummary {
    this.#get(id);
    this.#store.runs.update(id, { name });
    return this.#changed(id);
  }

  trash(ids: string[], trashed: boolean): RunSummary[] {
    for (const id of ids) this.#requireTrashable(id);
    this.#store.transaction(() => {
      for (const id of ids) this.#store.runs.update(id, { trashed_at: trashed ? Date.now() : null });
    });
    return ids.map((id) => this.#changed(id));
  }

  async export(
    id: string,
    epoch: number | undefined,
    format: 'json' | 'safetensors',
  ): Promise<{ bytes: Uint8Array; checkpoint: CheckpointSummary }> {
    const run = this.#get(id);
    const step = epoch === undefined ? null : epoch * run.stepsPerEpoch;
    const read = await this.#assistant.do('read-checkpoint', { run: id, step });
    if (!read) throw noCheckpoint(this.#store, run, epoch);
    const { checkpoint, summary, parameters } = read;
    const bytes =
      format === 'json'
        ? exportJson(run, checkpoint, parameters)
        : exportSafetensors(this.#exported(run, checkpoint), parameters);
    return { bytes, checkpoint: summary };
  }

  /** The run as it was at a checkpoint. */
  #exported(run: StoredRun, checkpoint: StoredCheckpoint): ExportedRun {
    const { summary, statistics, trainExamples, testExamples, stepsPerEpoch } = run;
    const { name, design, config, createdAt, kernelBuild, programVersion } = summary;
    const { epoch, step, weightsHash } = checkpoint;
    const { source } = this.#datasets.get(summary.dataset.id);
    const curves = this.#store.metrics.series(summary.id).map((series) => upTo(series, step));
    const then = summaryAt(checkpoint, config, curves, stepsPerEpoch);
    return {
      name,
      design,
      config,
      statistics: statistics && writtenOut(statistics),
      dataset: { source, name: summary.dataset.name, hash: summary.dataset.hash },
      createdAt,
      kernelBuild,
      programVersion,
      epoch,
      step,
      weightsHash,
      trainExamples,
      testExamples,
      stepsPerEpoch,
      best: then.best,
      last: then.last,
      weightsEpoch: then.weights_epoch,
      weightsBatches: then.weights_batches,
      weightsResult: then.weights_result,
      seconds: then.seconds,
      trainingSeconds: then.training_seconds,
      trainedExamples: then.trained_examples,
      curves,
    };
  }

  #act(id: string, done: boolean, otherwise: string): RunSummary {
    const { summary, owner } = this.#get(id);
    if (done) return summary;
    const elsewhere = activeStatuses.includes(summary.status) && owner !== this.#store.lease.owner;
    throw new LaminaError(
      'conflict',
      elsewhere ? `"${summary.name}" is being trained by another Lamina.` : `"${summary.name}": ${otherwise}`,
      elsewhere ? 'Pause or stop it there.' : '',
    );
  }

  #requireTrashable(id: string): void {
    const { summary } = this.#get(id);
    if (id === bundledRun) {
      throw new LaminaError('conflict', 'The bundled model comes with Lamina and stays.', '');
    }
    if (activeStatuses.includes(summary.status)) {
      throw new LaminaError('conflict', `"${summary.name}" is ${summary.status}.`, 'Stop it first.');
    }
  }

  #changed(id: string): RunSummary {
    this.#news.changed(id);
    return this.#get(id).summary;
  }

  #get(id: string): StoredRun {
    const run = this.#store.runs.get(id);
    if (!run) throw unknownRun(id);
    return run;
  }
}

function requireNotTrashed({ name, trashedAt }: Dataset): void {
  if (trashedAt === null) return;
  throw new LaminaError('conflict', `The dataset "${name}" is in the trash.`, 'Restore it first.');
}

function upTo(series: MetricSeries, step: number): MetricSeries {
  const count = series.steps.filter((at) => at <= step).length;
  return {
    ...series,
    steps: series.steps.slice(0, count),
    seconds: series.seconds.slice(0, count),
    values: series.values.slice(0, count),
  };
}
