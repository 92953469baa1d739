import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetSource } from '#core/contract/dataset.ts';
import { bundledRun } from '#core/contract/run.ts';
import { noSums } from '#core/training/scores.ts';
import type { InputStatistics } from '#core/data/examples.ts';
import { readSafetensors } from '#core/data/formats/safetensors.ts';
import type { Store } from '../store/store.ts';
import type { ExportedRun, WrittenStatistics } from './exports.ts';
import { newId } from './ids.ts';
import { requireHash } from './weightsHash.ts';

/** The file that `lamina export --format safetensors` wrote of the run that comes with the program. */
const bundledFile = 'bundled.safetensors';

/** Puts the bundled model among the runs: at first launch, and when a newer program brings another one. */
export function addBundledRun(store: Store, resources: string): void {
  const path = join(resources, bundledFile);
  if (!existsSync(path)) return;
  const { metadata, tensors } = readSafetensors(bundledFile, readFileSync(path));
  const run = JSON.parse(metadata['lamina']) as ExportedRun;
  const isThere = () => store.runs.get(bundledRun)?.summary.weightsHash === run.weightsHash;
  if (isThere()) return;
  const parameters = joined(tensors.map(({ values }) => values));
  requireHash(parameters, run.weightsHash);
  store.transaction(() => {
    if (isThere()) return; // another engine was quicker
    store.runs.remove(bundledRun);
    addRun(store, run, datasetOf(store, run));
    addCheckpoint(store, run, parameters);
  });
}

function addRun(store: Store, run: ExportedRun, dataset: string): void {
  const { name, design, config, kernelBuild, programVersion } = run;
  store.runs.add({
    id: bundledRun,
    name,
    status: 'finished',
    owner: null,
    dataset,
    datasetHash: run.dataset.hash,
    design,
    config,
    kernelBuild,
    programVersion,
  });
  store.runs.update(bundledRun, {
    ended_at: Date.now(),
    train_examples: run.trainExamples,
    test_examples: run.testExamples,
    steps_per_epoch: run.stepsPerEpoch,
    statistics: run.statistics ? readBack(run.statistics) : null,
    epochs: run.epoch,
    best: run.best,
    last: run.last,
    seconds: run.seconds,
    training_seconds: run.trainingSeconds,
    trained_examples: run.trainedExamples,
    weights_hash: run.weightsHash,
    weights_epoch: run.weightsEpoch ?? run.epoch,
    weights_batches: run.weightsBatches ?? 0,
    weights_result: run.weightsResult ?? run.last,
  });
  const points = run.curves.flatMap(({ name, split, steps, seconds, values }) =>
    steps.map((step, i) => ({ name, split, step, seconds: seconds[i], value: values[i] })),
  );
  store.metrics.add(bundledRun, points);
}

function addCheckpoint(store: Store, run: ExportedRun, parameters: Float32Array): void {
  const nothing = noSums();
  const header = {
    epochSums: nothing,
    windowSums: nothing,
    seconds: run.seconds,
    trainingSeconds: run.trainingSeconds,
    trainedExamples: run.trainedExamples,
  };
  const { epoch, step, weightsHash } = run;
  const best = run.best?.epoch === epoch && step === epoch * run.stepsPerEpoch;
  const place = { epoch, step, header, parameterBytes: parameters.byteLength, carriedBytes: null };
  store.checkpoints.add(bundledRun, { ...place, kept: true, best }, parameters, weightsHash);
}

function readBack({ offset, factor }: WrittenStatistics): InputStatistics {
  return { offset: Float32Array.from(offset), factor: Float32Array.from(factor) };
}

/** The dataset it was trained on: one that is there, else one that is `absent`. */
function datasetOf(store: Store, { dataset, design }: ExportedRun): string {
  const source = JSON.stringify(dataset.source);
  const existing = store.datasets.list().find((other) => JSON.stringify(other.source) === source);
  if (existing) return existing.id;
  const id = newId();
  const side = Math.sqrt(design.inputs);
  const classes = Array.from({ length: design.layers.at(-1).units }, (_, label) => String(label));
  store.datasets.add({
    id,
    name: dataset.name,
    source: dataset.source as DatasetSource,
    count: 0,
    kind: 'pictures',
    shape: [side, side],
    columns: [],
    classes,
    targets: [],
    testCount: 0,
    licence: null,
  });
  return id;
}

function joined(parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
