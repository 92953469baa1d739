/**
 * How much slower a training is while its network is looked into: `node tests/bench/looking.ts [pairs of spans]`.
 *
 * One run of 784-128-10 at batch 32 goes on all the while. Spans in which nobody looks and spans in which everything is
 * looked at take turns, so that both meet the same machine; told is the median of the ratios within each pair.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineClient } from '#core/contract/client.ts';
import { builtInDigits } from '#core/contract/dataset.ts';
import { configSchema, defaultConfig } from '#core/contract/config.ts';
import type { Inside, InsidePart } from '#core/contract/inside.ts';
import { benchDesign } from '#main/engine/threads/measureTraining.ts';
import { EngineProcess } from '#main/host/engineProcess.ts';
import { engineScript, resourcesFolder } from '#main/host/paths.ts';
import { ensureBuilt } from '#main/launch/ensureBuilt.ts';

const pairs = Number(process.argv[2] ?? 10);
const spanMilliseconds = 3000;
/** As the page does it: at most every half second, and resting for so many times as long as the last look took. */
const everyMilliseconds = 500;
const rests = 30;
const parts: InsidePart[] = ['connections', 'firstLayer', 'distributions', 'confusion'];
const neurons = [784, 128, 10].map((size) => Array.from({ length: Math.min(size, 16) }, (_, i) => i));

await ensureBuilt({ only: ['kernels', 'main'] });
const folder = mkdtempSync(join(tmpdir(), 'lamina-looking-'));
const engine = new EngineProcess({
  script: engineScript,
  workspace: join(folder, 'workspace'),
  resources: resourcesFolder,
});
try {
  await engine.ready;
  const client = new EngineClient(engine.connect());
  const digits = await client.request('datasets.prepare', { dataset: builtInDigits });
  const config = configSchema.parse({ ...defaultConfig, batchSize: 32, epochs: 100_000 });
  const setup = { dataset: digits.id, design: benchDesign([128]), config };
  const { id } = await client.request('runs.start', setup);
  let step = 0;
  client.on('run.progress', (progress) => (step = progress.step));
  const look = () => client.request('runs.look', { run: id, parts, neurons });
  await wait(3000);
  await look();

  const looks: Inside[] = [];
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const alone = await stepsPerSecond(() => Promise.resolve());
    const lookedAt = await stepsPerSecond(async (end) => {
      while (performance.now() < end) {
        const asked = performance.now();
        looks.push(await look());
        const rest = Math.max(everyMilliseconds, rests * looks.at(-1).milliseconds) - (performance.now() - asked);
        await wait(Math.max(0, Math.min(rest, end - performance.now())));
      }
    });
    ratios.push(lookedAt / alone);
  }
  await client.request('runs.stop', { run: id });
  const each = looks.map(({ milliseconds }) => milliseconds);
  console.log(`Looked at ${looks.length} times, of ${pairs} times ${spanMilliseconds / 1000} s: ${parts.join(', ')}.`);
  console.log(`A look took ${median(each).toFixed(1)} ms, ${Math.max(...each).toFixed(1)} ms at most.`);
  console.log(`Training went at ${(100 * median(ratios)).toFixed(1)}% of its speed when nobody looks.`);
  console.log(`(ratios of the pairs: ${ratios.map((ratio) => ratio.toFixed(3)).join(' ')})`);

  async function stepsPerSecond(meanwhile: (end: number) => Promise<void>): Promise<number> {
    const start = performance.now();
    const before = step;
    const end = start + spanMilliseconds;
    await meanwhile(end);
    await wait(Math.max(0, end - performance.now()));
    return (1000 * (step - before)) / (performance.now() - start);
  }
} finally {
  await engine.shutdown();
  rmSync(folder, { recursive: true, force: true });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
