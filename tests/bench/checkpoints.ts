/**
 * How long checkpoints hold training up, and how much memory they take: `node tests/bench/checkpoints.ts [pauses|memory]`.
 *
 * - pauses: a network of a million parameters, trained with Adam on all processors, with a checkpoint after each epoch.
 * - memory: a network of 15 million parameters with Adam, against 4 floats a parameter, what training takes besides them,
 *   and 100 MB. The peak is the engine process's VmHWM, which only Linux tells.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient } from '#core/contract/client.ts';
import { configSchema } from '#core/contract/config.ts';
import { parameterCount } from '#core/contract/design.ts';
import type { RunDetail, RunSummary } from '#core/contract/run.ts';
import { splitCounts } from '#core/contract/setup.ts';
import { trainingBytes } from '#core/contract/memory.ts';
import { CheckpointWriter } from '#main/engine/checkpointWriter.ts';
import { readKernelBinaries } from '#main/engine/kernelBinaries.ts';
import { Assistant } from '#main/engine/threads/assistantClient.ts';
import { benchDesign } from '#main/engine/threads/measureTraining.ts';
import { TrainerThread } from '#main/engine/trainerClient.ts';
import { EngineProcess } from '#main/host/engineProcess.ts';
import { engineScript, resourcesFolder } from '#main/host/paths.ts';
import { ensureBuilt } from '#main/launch/ensureBuilt.ts';
import { Store } from '#main/store/store.ts';
import { importNoise, noise } from './noise.ts';

const adam = { name: 'adam', learningRate: 0.001 };
const setup = { loss: 'categorical-cross-entropy', optimizer: adam, batchSize: 128, trainPercent: 90, seed: 1 };

await ensureBuilt({ only: ['kernels', 'main'] });
const folder = mkdtempSync(join(tmpdir(), 'lamina-checkpoints-'));
const [part] = process.argv.slice(2);
try {
  if (part !== 'memory') await pauses(60);
  if (part !== 'pauses') await memory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** As the engine trains a run, but that every pause is looked at. */
async function pauses(checkpoints: number): Promise<void> {
  const store = new Store(join(folder, 'pauses'), 'bench');
  const binaries = readKernelBinaries();
  const keeper = new Assistant({ binaries, workspace: store.workspace });
  const design = benchDesign([900, 310]);
  const config = configSchema.parse({ ...setup, epochs: checkpoints, checkpoints: { everyEpochs: 1 } });
  const count = 5000;
  store.datasets.add({
    id: 'set',
    name: 'Noise',
    source: { kind: 'idx', images: '', labels: '' },
    kind: 'pictures',
    count,
    columns: [],
    targets: [],
    testCount: 0,
    licence: null,
    shape: [28, 28],
    classes: [],
  });
  const names = { id: 'run', name: 'Run', dataset: 'set', datasetHash: null, kernelBuild: '', programVersion: '' };
  store.runs.add({ ...names, status: 'running', owner: 'bench', design, config });
  const held: number[] = [];
  const { pixels, labels } = noise(count);
  const table = {
    count,
    features: 784,
    inputs: pixels.buffer,
    arePictures: true,
    classes: 10,
    labels: labels.buffer,
    outputs: 0,
    targets: new SharedArrayBuffer(0),
    testCount: 0,
  };
  const team = { binaries, threads: availableParallelism() };
  await new Promise<void>((resolve, reject) => {
    const data = {
      design,
      config,
      table,
      shape: [28, 28] as const,
      workspace: store.workspace,
      start: null,
      checkpoint: null,
      best: null,
      learningRates: [],
    };
    const trainer = new TrainerThread(data, team, new CheckpointWriter('run', keeper), (news) => {
      if (news.kind === 'ended') resolve();
      if (news.kind === 'failed') reject(new Error(news.problem.message));
      if (news.kind !== 'advance') return;
      if (news.checkpoints.length > 0) {
        store.checkpoints.finish('run', news.checkpoints);
        void keeper.do('tidy-checkpoints', { run: 'run' });
        held.push(news.heldMilliseconds);
      }
      trainer.stored();
    });
  });
  await keeper.do('tidy-log', null);
  await keeper.end();
  store.close();
  held.sort((a, b) => a - b);
  const at = (share: number) => `${held[Math.ceil(share * held.length) - 1].toFixed(1)} ms`;
  const size = parameterCount(design).toLocaleString('en');
  console.log(`${size} parameters with Adam, ${held.length} checkpoints: they held training up`);
  console.log(`  for ${at(0.5)} (half), ${at(0.99)} (99 of 100), ${at(1)} (the longest)`);
}

async function memory(): Promise<void> {
  const workspace = join(folder, 'memory');
  const engine = new EngineProcess({ script: engineScript, workspace, resources: resourcesFolder });
  try {
    await engine.ready;
    const client = new EngineClient(engine.connect());
    const dataset = await importNoise(client, folder, 1280);
    const design = benchDesign([3500, 3500]);
    const config = configSchema.parse({ ...setup, epochs: 4, checkpoints: { everyEpochs: 1 } });
    const atRest = peakOf(engine.pid!);
    const { id } = await client.request('runs.start', { dataset: dataset.id, design, config });
    const run = await ended(client, id);
    const counts = { all: dataset.count, ...splitCounts(dataset, config) };
    const bound = trainingBytes(design, config, counts) + 100 * 2 ** 20;
    const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`;
    console.log(`${run.parameters.toLocaleString('en')} parameters with Adam, ${run.status}, ${run.epochs} epochs:`);
    console.log(`  4 floats a parameter, and all else that training keeps, plus 100 MB: ${megabytes(bound)}`);
    console.log(
      `  the engine's peak: ${megabytes(peakOf(engine.pid!))}, of which before it began ${megabytes(atRest)}`,
    );
    const kept = run.checkpoints.map(({ epoch, kinds, bytes }) => `${epoch} ${kinds.join('+')} ${megabytes(bytes)}`);
    console.log(`  checkpoints: ${kept.join(', ')}`);
  } finally {
    await engine.shutdown();
  }
}

/** The most memory that a process has had, in bytes. */
function peakOf(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) * 1024;
}

async function ended(client: EngineClient, id: string): Promise<RunDetail> {
  await new Promise<void>((resolve) => {
    client.on('run.changed', (run: RunSummary) => run.id === id && run.endedAt !== null && resolve());
  });
  return client.request('runs.get', { run: id });
}
