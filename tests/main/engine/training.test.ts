import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { MetricPoint } from '#core/contract/events.ts';
import type { MetricSeries } from '#core/contract/run.ts';
import { readSafetensors } from '#core/data/formats/safetensors.ts';
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

function valuesOf(series: MetricSeries[]) {
  return series.map(({ name, split, steps, values }) => ({ name, split, steps, values }));
}

describe('a run', () => {
  it('is trained, kept with its curves, and told as it is stored', async () => {
    const told: MetricPoint[] = [];
    client.on('run.metrics', ({ points }) => told.push(...points));
    const { id } = await start();
    const run = await runIs(client, id, 'finished');

    expect(run).toMatchObject({ epochs: 4, problem: null, name: '16-8-3 adam' });
    expect(run.last?.test.accuracy).toBeGreaterThan(0.9);
    expect(run.best!.test.loss).toBeLessThanOrEqual(run.last!.test.loss);
    const [{ series, stepsPerEpoch }] = await client.request('runs.curves', { runs: [id] });
    expect(stepsPerEpoch).toBe(Math.ceil(96 / 7));
    const test = series.find(({ name, split }) => name === 'accuracy' && split === 'test')!;
    expect(test.steps).toEqual([1, 2, 3, 4].map((epoch) => epoch * stepsPerEpoch));
    expect(test.values.at(-1)).toBe(run.last!.test.accuracy);
    const toldOfTest = told.filter(({ name, split }) => name === 'accuracy' && split === 'test');
    expect(toldOfTest.map(({ value }) => value)).toEqual(test.values);
  });

  it('has a checkpoint for each epoch, whose hash is that of its parameters', async () => {
    const { id } = await start();
    await runIs(client, id, 'finished');
    const { checkpoints, weightsHash } = await client.request('runs.get', { run: id });
    expect(checkpoints.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(checkpoints.at(-1).weightsHash).toBe(weightsHash);
    for (const epoch of [2, 4]) {
      const { bytes, checkpoint } = await client.request('runs.export', { run: id, epoch, format: 'safetensors' });
      const { tensors } = readSafetensors('export', bytes);
      expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
        ['layers.0.weight', [16, 8]],
        ['layers.0.bias', [8]],
        ['layers.1.weight', [8, 3]],
        ['layers.1.bias', [3]],
      ]);
      const hash = createHash('sha256');
      for (const { values } of tensors) hash.update(new Uint8Array(values.buffer));
      expect(hash.digest('hex')).toBe(checkpoint.weightsHash);
    }
    await expect(client.request('runs.export', { run: id, epoch: 9, format: 'json' })).rejects.toThrow(
      '"16-8-3 adam" has no checkpoint of epoch 9.',
    );
  });

  it('ends with the same weights when it is trained twice, and with others from another seed', async () => {
    const hashes: (string | null)[] = [];
    for (const seed of [1, 1, 2]) {
      const { id } = await start({ ...smallConfig, seed });
      hashes.push((await runIs(client, id, 'finished')).weightsHash);
    }
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('goes on exactly after it was paused, stopped, resumed, and its engine killed', async () => {
    const config = { ...smallConfig, batchSize: 1, epochs: 2000 };
    const { id: undisturbed } = await start(config);
    const expected = await runIs(client, undisturbed, 'finished');

    const { id } = await start(config);
    await runThat(client, id, (run) => run.epochs >= 20);
    await client.request('runs.pause', { run: id });
    await runIs(client, id, 'paused');
    await client.request('runs.continue', { run: id });
    await runIs(client, id, 'running');
    await client.request('runs.stop', { run: id });
    const stopped = await runIs(client, id, 'stopped');
    expect(stopped.epochs).toBeLessThan(2000);
    await client.request('runs.resume', { run: id });
    await runThat(client, id, (run) => run.epochs > stopped.epochs + 20);
    process.kill(engine.pid!, 'SIGKILL');
    await engine.ended;

    ({ process: engine, client } = await workspace.engine());
    const interrupted = await client.request('runs.get', { run: id });
    expect(interrupted.status).toBe('interrupted');
    expect(interrupted.epochs).toBeLessThan(2000);
    await client.request('runs.resume', { run: id });
    const finished = await runIs(client, id, 'finished');

    expect(finished.weightsHash).toBe(expected.weightsHash);
    const [disturbedCurves, curves] = await client.request('runs.curves', { runs: [id, undisturbed] });
    expect(valuesOf(disturbedCurves.series)).toEqual(valuesOf(curves.series));
    expect(finished.best).toEqual(expected.best);
  });

  it('goes on exactly with dropout, a schedule, patience and the best weights, after its engine was killed', async () => {
    const design = { ...smallDesign, layers: [{ ...smallDesign.layers[0], dropout: 0.3 }, smallDesign.layers[1]] };
    const config = {
      ...smallConfig,
      epochs: 4000,
      validationPercent: 20,
      warmupEpochs: 2,
      schedule: { name: 'cosine', finalFraction: 0.1 },
      stopping: {
        patience: { metric: 'loss', split: 'validation', epochs: 2500, minimumChange: 0 },
        restoreBest: true,
      },
    } as const;
    const begin = () => client.request('runs.start', { dataset, design, config });
    const whole = await runIs(client, (await begin()).id, 'finished');
    const { id } = await begin();
    await runThat(client, id, (run) => run.epochs > 30);
    process.kill(engine.pid!, 'SIGKILL');
    await engine.ended;
    ({ process: engine, client } = await workspace.engine());
    await client.request('runs.resume', { run: id });
    const pieces = await runIs(client, id, 'finished');
    expect(pieces.weightsHash).toBe(whole.weightsHash);
    expect([pieces.epochs, pieces.last, pieces.best]).toEqual([whole.epochs, whole.last, whole.best]);
    expect(pieces.last?.validation?.loss).toBeGreaterThan(0);
    const [{ series }] = await client.request('runs.curves', { runs: [id] });
    expect(series.some(({ split }) => split === 'validation')).toBe(true);
  });

  it('says after a kill only what its newest checkpoint says', async () => {
    const { id } = await start({ ...longConfig, batchSize: 96 });
    await runThat(client, id, (run) => run.epochs > 1500);
    process.kill(engine.pid!, 'SIGKILL');
    await engine.ended;
    ({ process: engine, client } = await workspace.engine());
    const run = await client.request('runs.get', { run: id });
    expect(run).toMatchObject({ status: 'interrupted', weightsHash: run.checkpoints.at(-1).weightsHash });
    expect(run.epochs).toBe(run.checkpoints.at(-1).epoch);
    expect(run.last!.epoch).toBe(run.epochs);
    expect(run.best!.epoch).toBeLessThanOrEqual(run.epochs);
    const [{ series }] = await client.request('runs.curves', { runs: [id] });
    for (const { steps } of series) expect(steps.at(-1)).toBe(run.epochs);
  });

  it('is stopped at once, however short its epochs are', async () => {
    const { id: tiny } = await importSmall(workspace, client, 6);
    const setup = { dataset: tiny, design: smallDesign, config: { ...longConfig, batchSize: 4, epochs: 1_000_000 } };
    const { id } = await client.request('runs.start', setup);
    await runThat(client, id, (run) => run.epochs > 2000);
    await client.request('runs.stop', { run: id });
    expect((await runIs(client, id, 'stopped')).epochs).toBeLessThan(1_000_000);
  });

  it('is stopped at a checkpoint when the engine is asked to end', async () => {
    const { id } = await start(longConfig);
    await runThat(client, id, (run) => run.epochs > 0);
    await engine.shutdown();
    ({ process: engine, client } = await workspace.engine());
    expect(await client.request('runs.get', { run: id })).toMatchObject({ status: 'interrupted', problem: null });
  });

  it('waits while another is trained, and can be stopped while it waits', async () => {
    const first = await start(longConfig);
    const second = await start(longConfig);
    const third = await start();
    expect(second.status).toBe('queued');
    await client.request('runs.stop', { run: second.id });
    expect((await runIs(client, second.id, 'stopped')).epochs).toBe(0);
    await client.request('runs.stop', { run: first.id });
    await runIs(client, third.id, 'finished');
    await expect(client.request('runs.pause', { run: third.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('has diverged, and says where, when its loss is no longer a number', async () => {
    const design = { inputs: 16, layers: [{ units: 3, activation: 'identity' as const }] };
    const config = {
      ...smallConfig,
      optimizer: { name: 'sgd' as const, learningRate: 1000 },
      loss: 'mean-squared-error' as const,
    };
    const { id } = await client.request('runs.start', { dataset, design, config: { ...config, epochs: 50 } });
    const run = await runIs(client, id, 'diverged');
    expect(run.problem).toMatch(
      /^The loss became infinite or not a number in epoch \d+\. The values of the output layer went first\. Usually/,
    );
  });
});

describe('two engines on one workspace', () => {
  it('leave each other’s runs alone, and notice when one of them dies', async () => {
    const { id } = await start(longConfig);
    await runIs(client, id, 'running');
    const other = await workspace.engine();
    expect((await other.client.request('runs.get', { run: id })).status).toBe('running');
    await expect(other.client.request('runs.stop', { run: id })).rejects.toThrow('being trained by another Lamina');
    process.kill(engine.pid!, 'SIGKILL');
    await runIs(other.client, id, 'interrupted');
  });

  it('can both train', async () => {
    const other = await workspace.engine();
    const here = await start();
    const there = await other.client.request('runs.start', { dataset, design: smallDesign, config: smallConfig });
    const ended = await Promise.all([runIs(client, here.id, 'finished'), runIs(other.client, there.id, 'finished')]);
    expect(ended[0].weightsHash).toBe(ended[1].weightsHash);
    await runIs(client, there.id, 'finished'); // it is told what the other one did
  });
});
