import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Parent } from '#core/contract/parent.ts';
import type { EngineClient } from '#core/contract/client.ts';
import { configSchema, type TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { EngineProcess } from '#main/host/engineProcess.ts';
import { importSmall, longConfig, runIs, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let engine: EngineProcess;
let client: EngineClient;
let dataset: string;
let parent: RunSummary;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ process: engine, client } = await workspace.engine());
  dataset = (await importSmall(workspace, client)).id;
  const { id } = await client.request('runs.start', { dataset, design: smallDesign, config: smallConfig });
  parent = await runIs(client, id, 'finished');
});
afterEach(() => workspace.remove());

interface ChildSetup {
  epoch: number;
  run?: string;
  design?: Design;
  config?: TrainingConfig;
}

function startChild({ epoch, run = parent.id, design = smallDesign, config = smallConfig }: ChildSetup) {
  return client.request('runs.start', { dataset, design, config, parent: { run, epoch } satisfies Parent });
}

async function trainChild(setup: ChildSetup): Promise<RunSummary> {
  return runIs(client, (await startChild(setup)).id, 'finished');
}

describe('a child with fresh weights', () => {
  it('knows its parent, and is trained as any other run is', async () => {
    const child = await trainChild({ epoch: 0 });
    expect(child.parent).toEqual({ run: parent.id, epoch: 0 });
    expect(child.weightsHash).toBe(parent.weightsHash);
    // It may be another network.
    const design = { ...smallDesign, layers: smallDesign.layers.slice(1) };
    expect((await trainChild({ epoch: 0, design })).design.layers).toHaveLength(1);
  });
});

describe('a child with the weights of a checkpoint', () => {
  it('begins with them, comes to the same weights each time, and leaves its parent as it is', async () => {
    const before = await client.request('runs.get', { run: parent.id });
    const children = [await trainChild({ epoch: 2 }), await trainChild({ epoch: 2 })];
    const { checkpoints, split, weightsHash } = await client.request('runs.get', { run: children[0].id });
    const source = before.checkpoints.find(({ epoch }) => epoch === 2)!;
    expect(checkpoints[0]).toMatchObject({ epoch: 0, step: 0, kinds: ['kept'], weightsHash: source.weightsHash });
    expect(children[0]).toMatchObject({ parent: { run: parent.id, epoch: 2 }, epochs: 4 });
    expect(children[1].weightsHash).toBe(weightsHash);
    // Four more epochs of fresh weights would have come to what the parent has.
    expect(weightsHash).not.toBe(parent.weightsHash);
    expect(split).toEqual(before.split);
    expect(await client.request('runs.get', { run: parent.id })).toEqual(before);
  });

  it('goes on exactly after its engine was killed, before its first epoch and later', async () => {
    const config = { ...smallConfig, epochs: 60, seed: 5 };
    const straight = await trainChild({ epoch: 3, config });
    const { id } = await startChild({ epoch: 3, config });
    for (const epochs of [0, 20]) {
      await runThat(client, id, (run) => run.status !== 'queued' && run.epochs >= epochs);
      process.kill(engine.pid!, 'SIGKILL');
      await engine.ended;
      ({ process: engine, client } = await workspace.engine());
      const run = await runThat(client, id, ({ status }) => status === 'interrupted' || status === 'finished');
      if (run.status === 'interrupted') await client.request('runs.resume', { run: id });
    }
    const resumed = await runIs(client, id, 'finished');
    expect(resumed.weightsHash).toBe(straight.weightsHash);
  });

  it('is not changed by what becomes of its parent', async () => {
    const { id } = await startChild({ epoch: 2, config: longConfig });
    await runIs(client, id, 'running');
    const waiting = await startChild({ epoch: 4 });
    await client.request('runs.trash', { runs: [parent.id], trashed: true });
    await client.request('runs.stop', { run: id });
    const child = await runIs(client, waiting.id, 'finished');
    expect((await client.request('runs.get', { run: child.id })).checkpoints[0].weightsHash).toBe(parent.weightsHash);
  });

  it('has the split of its parent whatever its seed, and may have other settings of training and dropout', async () => {
    const config = configSchema.parse({ ...smallConfig, seed: 9, optimizer: { name: 'sgd', learningRate: 0.05 } });
    const [hidden, output] = smallDesign.layers;
    const design = { ...smallDesign, layers: [{ ...hidden, dropout: 0.2 }, output] };
    const child = await trainChild({ epoch: 1, config, design });
    const [own, its] = await Promise.all([child.id, parent.id].map((run) => client.request('runs.get', { run })));
    expect(own.split).toEqual(its.split);
  });

  it('is refused when its weights would not fit, or there are none', async () => {
    const wider = { ...smallDesign, layers: [{ ...smallDesign.layers[0], units: 9 }, smallDesign.layers[1]] };
    await expect(startChild({ epoch: 1, design: wider })).rejects.toThrow('same units and activations in every layer');
    await expect(startChild({ epoch: 1, config: { ...smallConfig, trainPercent: 50 } })).rejects.toThrow(
      'divides the examples as that did',
    );
    await expect(startChild({ epoch: 9 })).rejects.toThrow('has no checkpoint of epoch 9');
    await expect(startChild({ epoch: 0, run: 'nobody' })).rejects.toThrow('There is no run "nobody"');
    expect(await client.request('runs.list', {})).toHaveLength(1);
  });
});
