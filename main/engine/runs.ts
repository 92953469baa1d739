import { describeDesign } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import {
  activeStatuses,
  bundledRun,
  resumableStatuses,
  type CheckpointSummary,
  type RunCurves,
  type RunDetail,
  type RunSummary,
} from '#core/contract/run.ts';
import { setupProblems, splitCounts } from '#core/contract/setup.ts';
import { largestArenaBytes } from '#core/tensor/arena.ts';
import { trainingBytes } from '#core/training/memory.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import { exportJson, exportSafetensors } from './exports.ts';
import { newId } from './ids.ts';
import type { RunNews } from './news.ts';
import { unknownRun } from './predictions.ts';
import type { RunQueue } from './queue.ts';

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
    const { summary, trainExamples, testExamples, stepsPerEpoch } = this.#get(id);
    const checkpoints = this.#store.checkpoints.list(id);
    return { ...summary, checkpoints, trainExamples, testExamples, stepsPerEpoch };
  }

  curves(ids: string[]): RunCurves[] {
    return ids.map((run) => ({
      run,
      stepsPerEpoch: this.#get(run).stepsPerEpoch,
      series: this.#store.metrics.series(run),
    }));
  }

  start({ name, dataset: datasetId, design, config }: RunSetup): RunSummary {
    const dataset = this.#datasets.get(datasetId);
    const problems = setupProblems(design, config, dataset);
    if (problems.length > 0) {
      throw new LaminaError(
        'bad-setup',
        problems.map(({ message }) => message).join(' '),
        'Change the setup and start again.',
      );
    }
    requireMemory(trainingBytes(design, config, { all: dataset.count, ...splitCounts(dataset.count, config) }));
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
    this.#queue.add(id);
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

  resume(id: string): RunSummary {
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
    this.#queue.add(id);
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
      epoch === undefined ? this.#store.checkpoints.newest(id) : this.#store.checkpoints.atEpoch(id, epoch);
    if (!stored) throw this.#noCheckpoint(run, epoch);
    const bytes =
      format === 'json'
        ? exportJson(run.summary, stored)
        : exportSafetensors(this.#exported(run, stored), stored.parameters);
    const checkpoint = this.#store.checkpoints.list(id).find(({ step }) => step === stored.step)!;
    return { bytes, checkpoint };
  }

  #exported(run: StoredRun, { epoch, step, weightsHash }: { epoch: number; step: number; weightsHash: string }) {
    const { summary, trainExamples, testExamples, stepsPerEpoch, trainingSeconds, trainedExamples } = run;
    const { name, design, config, best, last, seconds, createdAt, kernelBuild, programVersion } = summary;
    const { source } = this.#datasets.get(summary.dataset.id);
    const dataset = { source, name: summary.dataset.name, hash: summary.dataset.hash };
    const curves = this.#store.metrics.series(summary.id);
    const run_ = { name, design, config, dataset, best, last, seconds, createdAt, kernelBuild, programVersion, curves };
    return {
      ...run_,
      epoch,
      step,
      weightsHash,
      trainExamples,
      testExamples,
      stepsPerEpoch,
      trainingSeconds,
      trainedExamples,
    };
  }

  #noCheckpoint({ summary }: StoredRun, epoch: number | undefined): LaminaError {
    const epochs = this.#store.checkpoints.list(summary.id).map((checkpoint) => checkpoint.epoch);
    const there = epochs.length === 0 ? 'It has none yet.' : `It has them for epochs ${listed(epochs)}.`;
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
