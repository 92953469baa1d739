import { availableParallelism } from 'node:os';
import type { TrainingConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { describeDesign, type Design } from '#core/contract/design.ts';
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
  type RunSummary,
} from '#core/contract/run.ts';
import { setupProblems, splitCounts } from '#core/contract/setup.ts';
import { largestArenaBytes } from '#core/tensor/arena.ts';
import { trainingBytes } from '#core/training/memory.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import { exportJson, exportSafetensors, writtenOut, type ExportedRun } from './exports.ts';
import { summaryAt } from './history.ts';
import { newId } from './ids.ts';
import type { RunNews } from './news.ts';
import type { RunQueue } from './queue.ts';
import { unknownRun } from './unknownRun.ts';
import { requireHash } from './weightsHash.ts';

/** Everything that is done to runs from outside. */
export class Runs {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #queue: RunQueue;
  readonly #news: RunNews;
  readonly #version: string;

  constructor(store: Store, datasets: Datasets, queue: RunQueue, news: RunNews, version: string) {
    this.#store = store;
    this.#datasets = datasets;
    this.#queue = queue;
    this.#news = news;
    this.#version = version;
  }

  list(): RunSummary[] {
    return this.#store.runs.list();
  }

  detail(id: string): RunDetail {
    const { summary, trainExamples, testExamples, splitHash, stepsPerEpoch } = this.#get(id);
    const checkpoints = this.#store.checkpoints.list(id);
    const split = splitHash === null ? null : this.#store.splits.summary(splitHash);
    return { ...summary, checkpoints, trainExamples, testExamples, split, stepsPerEpoch };
  }

  curves(ids: string[]): RunCurves[] {
    return ids.map((run) => ({
      run,
      stepsPerEpoch: this.#get(run).stepsPerEpoch,
      series: this.#store.metrics.series(run),
    }));
  }

  start({ name, dataset: datasetId, design, config, threads = availableParallelism() }: RunSetup): RunSummary {
    const dataset = this.#datasets.get(datasetId);
    const problems = setupProblems(design, config, dataset);
    if (problems.length > 0) {
      throw new LaminaError(
        'bad-setup',
        problems.map(({ message }) => message).join(' '),
        'Change the setup and start again.',
      );
    }
    requireNotTrashed(dataset);
    this.#datasets.requireExamples(datasetId);
    requireMemory(bytesFor(design, config, dataset));
    const id = newId();
    this.#store.runs.add({
      id,
      name: name ?? `${describeDesign(design)} ${config.optimizer.name}`,
      status: 'queued',
      owner: this.#store.lease.owner,
      dataset: dataset.id,
      datasetHash: dataset.hash,
      design,
      config,
      kernelBuild: '',
      programVersion: this.#version,
    });
    this.#queue.add(id, threads);
    return this.#get(id).summary;
  }

  pause(id: string): RunSummary {
    return this.#act(id, this.#queue.pause(id), 'It is not being trained, so it cannot be paused.');
  }

  continue(id: string): RunSummary {
    return this.#act(id, this.#queue.continue(id), 'It is not paused.');
  }

  stop(id: string): RunSummary {
    return this.#act(id, this.#queue.stop(id), 'It is not being trained, so it cannot be stopped.');
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
        'Only a run that was stopped or interrupted can be resumed.',
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

  export(
    id: string,
    epoch: number | undefined,
    format: 'json' | 'safetensors',
  ): { bytes: Uint8Array; checkpoint: CheckpointSummary } {
    const run = this.#get(id);
    const stored =
      epoch === undefined
        ? this.#store.checkpoints.newest(id)
        : this.#store.checkpoints.at(id, epoch * run.stepsPerEpoch);
    if (!stored) throw this.#noCheckpoint(run, epoch);
    requireHash(stored.parameters, stored.weightsHash);
    const bytes =
      format === 'json' ? exportJson(run, stored) : exportSafetensors(this.#exported(run, stored), stored.parameters);
    const checkpoint = this.#store.checkpoints.list(id).find(({ step }) => step === stored.step)!;
    return { bytes, checkpoint };
  }

  /** The run as it was at a checkpoint. */
  #exported(run: StoredRun, checkpoint: StoredCheckpoint): ExportedRun {
    const { summary, statistics, trainExamples, testExamples, stepsPerEpoch } = run;
    const { name, design, config, createdAt, kernelBuild, programVersion } = summary;
    const { epoch, step, weightsHash } = checkpoint;
    const { source } = this.#datasets.get(summary.dataset.id);
    const curves = this.#store.metrics.series(summary.id).map((series) => upTo(series, step));
    const then = summaryAt(checkpoint, curves, stepsPerEpoch);
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
      seconds: then.seconds,
      trainingSeconds: then.training_seconds,
      trainedExamples: then.trained_examples,
      curves,
    };
  }

  #noCheckpoint({ summary }: StoredRun, epoch: number | undefined): LaminaError {
    const { stepsPerEpoch } = this.#get(summary.id);
    const ends = this.#store.checkpoints.list(summary.id).filter(({ epoch, step }) => step === epoch * stepsPerEpoch);
    const epochs = ends.map((checkpoint) => checkpoint.epoch);
    const word = epochs.length === 1 ? 'epoch' : 'epochs';
    const there = epochs.length === 0 ? 'It has none yet.' : `It has one for the end of ${word} ${listed(epochs)}.`;
    const which = epoch === undefined ? 'no checkpoint' : `no checkpoint of epoch ${epoch}`;
    return new LaminaError('not-found', `"${summary.name}" has ${which}.`, there);
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

function bytesFor(design: Design, config: TrainingConfig, dataset: Dataset): number {
  return trainingBytes(design, config, {
    all: dataset.count,
    ...splitCounts(dataset, config),
    targets: dataset.targets.length,
    bytesPerInput: dataset.kind === 'pictures' ? 1 : 4,
  });
}

function requireMemory(bytes: number): void {
  if (bytes <= largestArenaBytes) return;
  const megabytes = (value: number) => `${Math.ceil(value / 2 ** 20).toLocaleString('en')} MB`;
  throw new LaminaError(
    'bad-setup',
    `Training this network needs ${megabytes(bytes)} of memory; the limit is ${megabytes(largestArenaBytes)}.`,
    'Use fewer units, a smaller batch or fewer examples.',
  );
}

/** As in "1, 2, 3, …, 40". */
function listed(numbers: number[]): string {
  if (numbers.length <= 8) return numbers.join(', ');
  return [...numbers.slice(0, 6), '…', numbers.at(-1)].join(', ');
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
