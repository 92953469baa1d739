import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import { configSchema, type TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import { readSafetensors } from '#core/data/formats/safetensors.ts';
import { Random } from '#core/tensor/random.ts';
import { importSmall, runIs, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;

beforeEach(() => {
  workspace = new TestWorkspace();
});
afterEach(() => workspace.remove());

async function start(client: EngineClient, config: TrainingConfig, design: Design = smallDesign) {
  const dataset = (await importSmall(workspace, client)).id;
  return client.request('runs.start', { dataset, design, config });
}

async function checkpointsOf(client: EngineClient, run: string): Promise<string[]> {
  const { checkpoints } = await client.request('runs.get', { run });
  return checkpoints.map(({ epoch, kinds }) => `${epoch} ${kinds.join(' ')}`);
}

/** Its learning rate grows and grows, so that its test loss falls first and rises then. */
const rising = configSchema.parse({
  ...smallConfig,
  optimizer: { name: 'adam', learningRate: 20 },
  warmupEpochs: 39,
  epochs: 40,
});

describe('of a run', () => {
  it('every Nth checkpoint is kept, the last, and the best one, which is the epoch that the run says', async () => {
    const { client } = await workspace.engine();
    const { id } = await start(client, { ...rising, checkpoints: { ...rising.checkpoints, everyEpochs: 15 } });
    const { best, weightsHash } = await runIs(client, id, 'finished');
    expect([15, 30, 40]).not.toContain(best!.epoch);
    const expected = ['15 kept', '30 kept', '40 last', `${best!.epoch} best`];
    expect((await checkpointsOf(client, id)).sort()).toEqual(expected.sort());
    const { checkpoints } = await client.request('runs.get', { run: id });
    expect(checkpoints.at(-1).weightsHash).toBe(weightsHash);
  });

  it('the best weights are those that the epoch ended with', async () => {
    const { client } = await workspace.engine();
    const bests = [];
    for (const everyEpochs of [1, 15]) {
      const { id } = await start(client, { ...rising, checkpoints: { ...rising.checkpoints, everyEpochs } });
      const { best } = await runIs(client, id, 'finished');
      const { checkpoints } = await client.request('runs.get', { run: id });
      if (everyEpochs === 1) bests.push(checkpoints.find(({ epoch }) => epoch === best!.epoch)!);
      else bests.push(checkpoints.find(({ kinds }) => kinds.includes('best'))!);
    }
    expect(bests[1].weightsHash).toBe(bests[0].weightsHash);
  });

  it('only the best and the last are kept when no more are asked for', async () => {
    const { client } = await workspace.engine();
    const { id } = await start(client, { ...rising, checkpoints: { ...rising.checkpoints, keep: 'best-and-last' } });
    const { best } = await runIs(client, id, 'finished');
    expect(await checkpointsOf(client, id)).toEqual([`${best!.epoch} best`, '40 last']);
    const epoch = best!.epoch;
    const { bytes } = await client.request('runs.export', { run: id, epoch, format: 'safetensors' });
    expect(readSafetensors('export', bytes).tensors).toHaveLength(4);
  });

  it('the last good weights stay when it diverges', async () => {
    const { client } = await workspace.engine();
    const config = configSchema.parse({
      ...smallConfig,
      loss: 'mean-squared-error',
      optimizer: { name: 'sgd', learningRate: 1.2 },
      batchSize: 96,
      epochs: 10_000,
      checkpoints: { everyEpochs: 9999 },
    });
    const { id } = await start(client, config, { inputs: 16, layers: [{ units: 3, activation: 'identity' }] });
    const run = await runIs(client, id, 'diverged');
    expect(await checkpointsOf(client, id)).toEqual([`${run.best!.epoch} best last`]);
    expect(run.weightsHash).toBe((await client.request('runs.get', { run: id })).checkpoints.at(-1).weightsHash);
  });
});

describe('an engine that is killed while it writes checkpoints', () => {
  /** Large enough that writing one, in several chunks, is most of what happens. */
  const design: Design = {
    inputs: 16,
    layers: [
      { units: 700, activation: 'relu' },
      { units: 700, activation: 'relu' },
      { units: 3, activation: 'softmax' },
    ],
  };
  const config = configSchema.parse({ ...smallConfig, batchSize: 48, epochs: 75, checkpoints: { everyEpochs: 1 } });
  const kills = 10;

  it('leaves a sound database and the checkpoint before, and the run comes to the same weights', async () => {
    let { process: engine, client } = await workspace.engine();
    const undisturbed = await start(client, config, design);
    const expected = await runIs(client, undisturbed.id, 'finished');
    const random = new Random(3, 'kills');
    const { id } = await start(client, config, design);
    let unfinished = 0;
    for (let kill = 0; kill < kills; kill++) {
      const { epochs } = await client.request('runs.get', { run: id });
      await runThat(client, id, (run) => run.epochs > epochs + random.below(3));
      await new Promise((resolve) => setTimeout(resolve, random.below(60)));
      process.kill(engine.pid!, 'SIGKILL');
      await engine.ended;
      unfinished += requireSound();
      ({ process: engine, client } = await workspace.engine());
      const { status, weightsHash, checkpoints } = await client.request('runs.get', { run: id });
      expect(weightsHash).toBe(checkpoints.at(-1).weightsHash);
      expect(status).toBe('interrupted');
      await client.request('runs.resume', { run: id });
    }
    const finished = await runIs(client, id, 'finished');
    expect(finished.weightsHash).toBe(expected.weightsHash);
    expect([finished.best, finished.last]).toEqual([expected.best, expected.last]);
    expect(await checkpointsOf(client, id)).toEqual(await checkpointsOf(client, undisturbed.id));
    expect(unfinished).toBeGreaterThan(0); // else no kill has met a checkpoint half-way
  }, 180_000);

  /** Returns how many checkpoints are unfinished, or not yet deleted. */
  function requireSound(): number {
    const database = new Database(join(workspace.workspace, 'lamina.sqlite'));
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const found = database.prepare('SELECT count(*) FROM checkpoints WHERE weights_hash IS NULL').pluck().get();
    database.close();
    return found as number;
  }
});
