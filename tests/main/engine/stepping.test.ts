import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { RunSummary, StepUnit } from '#core/contract/run.ts';
import type { EngineProcess } from '#main/host/engineProcess.ts';
import { importSmall, longConfig, runIs, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let client: EngineClient;
let engine: EngineProcess;
let dataset: string;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ client, process: engine } = await workspace.engine());
  dataset = (await importSmall(workspace, client)).id;
});
afterEach(() => workspace.remove());

function start(step?: StepUnit, config = smallConfig): Promise<RunSummary> {
  return client.request('runs.start', { dataset, design: smallDesign, config, ...(step && { step }) });
}

async function batchLosses(id: string): Promise<{ steps: number[]; values: number[] }> {
  const [{ series }] = await client.request('runs.curves', { runs: [id] });
  const { steps, values } = series.find(({ name, split }) => name === 'loss' && split === 'batch')!;
  return { steps, values };
}

/** Waits until a run is paused at a batch. */
async function pausedAt(id: string, step: number): Promise<RunSummary> {
  await expect
    .poll(async () => (await client.request('runs.progress', {})).find((one) => one.run === id)?.step, {
      timeout: 30_000,
    })
    .toBe(step);
  return runIs(client, id, 'paused');
}

it('begins with one batch, goes on batch by batch and to the end of the epoch, and gives the same weights', async () => {
  const whole = await runIs(client, (await start()).id, 'finished');
  const { id } = await start('batch');
  await pausedAt(id, 1);
  expect((await batchLosses(id)).steps).toEqual([1]);
  for (let step = 2; step <= 4; step++) {
    await client.request('runs.step', { run: id, by: 'batch' });
    await pausedAt(id, step);
    expect((await batchLosses(id)).steps.at(-1)).toBe(step);
  }
  await client.request('runs.step', { run: id, by: 'epoch' });
  const { stepsPerEpoch } = await client.request('runs.get', { run: id });
  expect((await pausedAt(id, stepsPerEpoch)).epochs).toBe(1);
  expect((await batchLosses(id)).values[0]).toBe((await batchLosses(whole.id)).values[0]);
  await client.request('runs.continue', { run: id });
  const stepped = await runIs(client, id, 'finished');
  expect(stepped.weightsHash).toBe(whole.weightsHash);
  expect(stepped.last).toEqual(whole.last);
});

it('does as many batches as were asked for at once', async () => {
  const { id } = await start('batch');
  await Promise.all([1, 2, 3].map(() => client.request('runs.step', { run: id, by: 'batch' })));
  await pausedAt(id, 4);
  expect((await batchLosses(id)).steps).toEqual([1, 2, 3, 4]);
});

it('pauses a run that goes on, at the end of its epoch', async () => {
  const { id } = await start(undefined, longConfig);
  await runThat(client, id, (run) => run.epochs > 0);
  await client.request('runs.step', { run: id, by: 'epoch' });
  await runIs(client, id, 'paused');
  const [{ step, stepsPerEpoch }] = await client.request('runs.progress', {});
  expect(step % stepsPerEpoch).toBe(0);
});

it('ends with the last step', async () => {
  const { id } = await start('epoch', { ...smallConfig, epochs: 1 });
  expect((await runIs(client, id, 'finished')).epochs).toBe(1);
  await expect(client.request('runs.step', { run: id, by: 'batch' })).rejects.toThrow(
    '"16-8-3 adam": It is not being trained right now, so it cannot be stepped.',
  );
});

it('waits for its turn, and then goes no further than was asked', async () => {
  const first = await start(undefined, longConfig);
  const second = await start('batch');
  await runIs(client, first.id, 'running');
  await expect(client.request('runs.step', { run: second.id, by: 'batch' })).rejects.toThrow('cannot be stepped');
  await client.request('runs.step', { run: first.id, by: 'batch' });
  await runIs(client, first.id, 'paused');
  expect((await client.request('runs.get', { run: second.id })).status).toBe('queued');
  await client.request('runs.stop', { run: first.id });
  await pausedAt(second.id, 1);
});

it('the shell knows whether a run is trained: not while it is paused, waits or has ended', async () => {
  expect(engine.isTraining).toBe(false);
  const first = await start(undefined, longConfig);
  const second = await start(undefined, longConfig);
  await runIs(client, first.id, 'running');
  await expect.poll(() => engine.isTraining).toBe(true);
  await client.request('runs.step', { run: first.id, by: 'batch' });
  await runIs(client, first.id, 'paused');
  await expect.poll(() => engine.isTraining).toBe(false);
  await client.request('runs.stop', { run: first.id });
  await runIs(client, second.id, 'running');
  await expect.poll(() => engine.isTraining).toBe(true);
  await client.request('runs.stop', { run: second.id });
  await runIs(client, second.id, 'stopped');
  await expect.poll(() => engine.isTraining).toBe(false);
});
