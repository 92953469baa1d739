/**
 * How long a request waits while training runs on all processors, and how long taking a checkpoint holds the training
 * up: `node tests/bench/latency.ts [seconds]`, on a real engine with a network of a million parameters.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient } from '#core/contract/client.ts';
import { builtInDigits } from '#core/contract/dataset.ts';
import { defaultConfig } from '#core/contract/config.ts';
import { defaultDesign } from '#core/contract/setup.ts';
import { EngineProcess } from '#main/host/engineProcess.ts';
import { engineScript, resourcesFolder } from '#main/host/paths.ts';
import { ensureBuilt } from '#main/launch/ensureBuilt.ts';

const seconds = Number(process.argv[2] ?? 15);
const every = 10;

await ensureBuilt({ only: ['kernels', 'main'] });
const workspace = mkdtempSync(join(tmpdir(), 'lamina-latency-'));
const engine = new EngineProcess({ script: engineScript, workspace, resources: resourcesFolder });
try {
  await engine.ready;
  const client = new EngineClient(engine.connect());
  const dataset = await client.request('datasets.prepare', { dataset: builtInDigits });
  const hidden = [
    { units: 900, activation: 'relu' as const },
    { units: 310, activation: 'relu' as const },
  ];
  const design = defaultDesign(dataset, hidden);
  const pixels = new Uint8Array(dataset.shape[0] * dataset.shape[1]).fill(100);

  for (const training of [false, true]) {
    const config = { ...defaultConfig, batchSize: 128, epochs: 1_000_000 };
    const run = training ? (await client.request('runs.start', { dataset: dataset.id, design, config })).id : undefined;
    if (run !== undefined) await new Promise((resolve) => setTimeout(resolve, 1500));
    const list = await measure(() => client.request('runs.list', {}));
    const predict = await measure(() => client.request('runs.predict', { runs: ['bundled'], pixels }));
    console.log(training ? 'While training on all processors:' : 'At rest:');
    console.log(`  runs.list     ${inWords(list)}`);
    console.log(`  runs.predict  ${inWords(predict)}`);
    if (run === undefined) continue;
    const { epochs, parameters } = await client.request('runs.stop', { run });
    console.log(`  (${parameters.toLocaleString('en')} parameters, ${epochs} epochs with their checkpoints meanwhile)`);
  }
} finally {
  await engine.shutdown();
  rmSync(workspace, { recursive: true, force: true });
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
