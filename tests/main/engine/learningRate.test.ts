import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { LearningRateEvent } from '#core/contract/run.ts';
import type { EngineProcess } from '#main/host/engineProcess.ts';
import { importSmall, longConfig, runIs, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let engine: EngineProcess;
let client: EngineClient;
let dataset: string;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ process: engine, client } = await workspace.engine());
  dataset = (await importSmall(workspace, client)).id;
});
afterEach(() => workspace.remove());

function start(config = smallConfig) {
  return client.request('runs.start', { dataset, design: smallDesign, config });
}

async function history(id: string): Promise<LearningRateEvent[]> {
  return (await client.request('runs.get', { run: id })).learningRates;
}

/** Puts a history into a run that waits for its turn, as if it had been interrupted before its first checkpoint. */
function foretell(id: string, events: readonly LearningRateEvent[]): void {
  const database = new Database(join(workspace.workspace, 'lamina.sqlite'));
  const insert = database.prepare(
    `INSERT INTO run_events (run_id, step, at, kind, data) VALUES (?, ?, ?, 'learning-rate', ?)`,
  );
  for (const { step, at, learningRate } of events) insert.run(id, step, at, JSON.stringify({ learningRate }));
  database.close();
}

it('is changed while a run goes on and while it is paused, and both are kept with their batch', async () => {
  const { id, learningRate } = await start(longConfig);
  expect(learningRate).toBe(0.01);
  await runThat(client, id, (run) => run.epochs > 0);
  await client.request('runs.setLearningRate', { run: id, learningRate: 0.004 });
  await runThat(client, id, (run) => run.learningRate === 0.004);
  await client.request('runs.pause', { run: id });
  await runIs(client, id, 'paused');
  await client.request('runs.setLearningRate', { run: id, learningRate: 0.002 });
  await runThat(client, id, (run) => run.learningRate === 0.002);
  const { learningRates, checkpoints } = await client.request('runs.get', { run: id });
  expect(learningRates.map((change) => change.learningRate)).toEqual([0.004, 0.002]);
  expect(learningRates[0].step).toBeGreaterThan(0);
  expect(learningRates[1].step).toBe(checkpoints.at(-1).step);
  await client.request('runs.continue', { run: id });
  await runIs(client, id, 'running');
  await client.request('runs.stop', { run: id });
  await runIs(client, id, 'stopped');
});

it('changed after the newest checkpoint is met again at the same batch when the engine was killed', async () => {
  const config = {
    ...smallConfig,
    batchSize: 1,
    epochs: 1000,
    checkpoints: { everyEpochs: 1000, everySeconds: 3600, keep: 'all' as const },
  };
  const { id } = await start(config);
  await client.request('runs.pause', { run: id });
  await runIs(client, id, 'paused');
  await client.request('runs.setLearningRate', { run: id, learningRate: 0.001 });
  const paused = await runThat(client, id, (run) => run.learningRate === 0.001);
  expect([paused.status, paused.weightsEpoch]).toEqual(['paused', 0]);
  await client.request('runs.continue', { run: id });
  await runThat(client, id, (run) => run.epochs > 0);
  process.kill(engine.pid!, 'SIGKILL');
  await engine.ended;
  ({ process: engine, client } = await workspace.engine());
  const events = await history(id);
  expect(events).toMatchObject([{ step: 0, learningRate: 0.001 }]);

  const { status } = await client.request('runs.get', { run: id });
  if (status === 'interrupted') await client.request('runs.resume', { run: id });
  const finished = await runIs(client, id, 'finished');
  const blocker = await start(longConfig);
  const whole = await start(config);
  foretell(whole.id, events);
  const unchanged = await start(config);
  await client.request('runs.stop', { run: blocker.id });
  expect(finished.weightsHash).toBe((await runIs(client, whole.id, 'finished')).weightsHash);
  expect(finished.weightsHash).not.toBe((await runIs(client, unchanged.id, 'finished')).weightsHash);
  expect(await history(id)).toEqual(events);
});

it('is refused when it is nonsense, and for a run that waits or has ended', async () => {
  const first = await start(longConfig);
  const second = await start();
  await runIs(client, first.id, 'running');
  const set = (run: string, learningRate: number) => client.request('runs.setLearningRate', { run, learningRate });
  await expect(set(first.id, 0)).rejects.toThrow('learningRate must be a number above 0, up to 1,000, not 0.');
  await expect(set(first.id, Infinity)).rejects.toThrow('up to 1,000, not Infinity.');
  await expect(set('nobody', 1)).rejects.toMatchObject({ code: 'not-found' });
  await expect(set(second.id, 0.1)).rejects.toThrow('"16-8-3 adam" is queued, so its learning rate cannot be changed.');
  await client.request('runs.stop', { run: first.id });
  await runIs(client, second.id, 'finished');
  await expect(set(second.id, 0.1)).rejects.toThrow('is finished, so its learning rate cannot be changed.');
  expect(await history(second.id)).toEqual([]);
});

it('is changed by another engine, which leaves a note for the one that trains the run', async () => {
  const { id } = await start(longConfig);
  await runThat(client, id, (run) => run.epochs > 0);
  const other = await workspace.engine();
  await other.client.request('runs.setLearningRate', { run: id, learningRate: 0.003 });
  await runThat(other.client, id, (run) => run.learningRate === 0.003);
  expect(await history(id)).toMatchObject([{ learningRate: 0.003 }]);
  await client.request('runs.stop', { run: id });
  await runIs(client, id, 'stopped');
});
