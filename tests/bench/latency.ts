/**
 * How long a request waits while training runs on all processors, and while checkpoints are written:
 * `node tests/bench/latency.ts [seconds of each]`, on a real engine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient } from '#core/contract/client.ts';
import { builtInDigits } from '#core/contract/dataset.ts';
import { configSchema, defaultConfig } from '#core/contract/config.ts';
import { benchDesign } from '#main/engine/threads/measureTraining.ts';
import { EngineProcess } from '#main/host/engineProcess.ts';
import { engineScript, resourcesFolder } from '#main/host/paths.ts';
import { ensureBuilt } from '#main/launch/ensureBuilt.ts';
import { importNoise } from './noise.ts';

const seconds = Number(process.argv[2] ?? 15);
const every = 10;
const adam = { name: 'adam', learningRate: 0.001 };
const each = { everyEpochs: 1, keep: 'best-and-last' };

await ensureBuilt({ only: ['kernels', 'main'] });
const folder = mkdtempSync(join(tmpdir(), 'lamina-latency-'));
const workspace = join(folder, 'workspace');
const engine = new EngineProcess({ script: engineScript, workspace, resources: resourcesFolder });
try {
  await engine.ready;
  const client = new EngineClient(engine.connect());
  const digits = await client.request('datasets.prepare', { dataset: builtInDigits });
  const few = await importNoise(client, folder, 1280);
  await ask('At rest:', client);
  for (const { what, dataset, hidden, other } of [
    { what: 'a million parameters', dataset: digits, hidden: [900, 310], other: {} },
    {
      what: 'a million with Adam, short epochs and a checkpoint after each',
      dataset: few,
      hidden: [900, 310],
      other: { optimizer: adam, checkpoints: each },
    },
    {
      what: '15 million with Adam, short epochs and a checkpoint after each',
      dataset: few,
      hidden: [3500, 3500],
      other: { optimizer: adam, checkpoints: each },
    },
  ]) {
    const config = configSchema.parse({ ...defaultConfig, batchSize: 128, epochs: 1_000_000, ...other });
    const setup = { dataset: dataset.id, design: benchDesign(hidden), config };
    const { id } = await client.request('runs.start', setup);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await ask(`While training on all processors, ${what}:`, client);
    const { epochs } = await client.request('runs.stop', { run: id });
    console.log(`  (${epochs} epochs meanwhile)`);
    for (let over = false; !over;) over = (await client.request('runs.get', { run: id })).endedAt !== null;
  }
} finally {
  await engine.shutdown();
  rmSync(folder, { recursive: true, force: true });
}

async function ask(what: string, client: EngineClient): Promise<void> {
  const pixels = new Uint8Array(784).fill(100);
  const list = await measure(() => client.request('runs.list', {}));
  const predict = await measure(() => client.request('runs.predict', { runs: ['bundled'], pixels }));
  console.log(what);
  console.log(`  runs.list     ${inWords(list)}`);
  console.log(`  runs.predict  ${inWords(predict)}`);
}

/** Milliseconds that each of many requests took, one begun every 10 ms whether or not the last has been answered. */
async function measure(ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const answers: Promise<void>[] = [];
  const end = performance.now() + (seconds * 1000) / 2;
  while (performance.now() < end) {
    const asked = performance.now();
    answers.push(ask().then(() => void times.push(performance.now() - asked)));
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  await Promise.all(answers);
  return times.sort((a, b) => a - b);
}

function inWords(times: number[]): string {
  const at = (share: number) => `${times[Math.floor(share * (times.length - 1))].toFixed(1)} ms`;
  return `${times.length} requests: half within ${at(0.5)}, 99 of 100 within ${at(0.99)}, all within ${at(1)}`;
}
