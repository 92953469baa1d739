import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import { parseConfig } from '#core/contract/config.ts';
import { defaultDesign } from '#core/contract/setup.ts';
import type { ClassPrediction, NumberPrediction } from '#core/contract/run.ts';
import { readSafetensors } from '#core/data/formats/safetensors.ts';
import { importSmall, longConfig, runIs, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let client: EngineClient;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ client } = await workspace.engine());
});
afterEach(() => workspace.remove());

const hidden = [{ units: 12, activation: 'tanh' as const }];
const config = parseConfig({
  ...smallConfig,
  epochs: 60,
  preparation: 'standardise',
  stratified: true,
  validationPercent: 10,
});
const regressionConfig = parseConfig({
  ...config,
  loss: 'mean-squared-error',
  stratified: false,
  preparation: 'scale',
});

async function train(name: 'moons' | 'quadratic', settings = name === 'moons' ? config : regressionConfig) {
  const dataset = await client.request('datasets.prepare', { dataset: name });
  const design = defaultDesign(dataset, hidden);
  const { id } = await client.request('runs.start', { dataset: name, design, config: settings });
  return { dataset, run: await runIs(client, id, 'finished') };
}

describe('a run on a table of classes', () => {
  it('learns, keeps its split, and is evaluated and asked with the preparation that it learned with', async () => {
    const { dataset, run } = await train('moons');
    expect(dataset).toMatchObject({ state: 'ready', kind: 'table', count: 500, classCounts: [250, 250] });
    expect(run.last!.test.accuracy).toBeGreaterThan(0.95);
    const { split } = await client.request('runs.get', { run: run.id });
    expect(split).toMatchObject({ train: 360, validation: 40, test: 100 });
    expect(split!.hash).toMatch(/^[0-9a-f]{64}$/);

    const evaluation = await client.request('runs.evaluate', { run: run.id, dataset: 'moons', part: 'test' });
    expect(evaluation).toMatchObject({ examples: 100, accuracy: run.last!.test.accuracy, classes: ['upper', 'lower'] });
    expect(evaluation.loss).toBeCloseTo(run.last!.test.loss, 6);

    const indices = Array.from({ length: 40 }, (_, i) => i);
    const sample = await client.request('datasets.sample', { dataset: 'moons', indices });
    expect(sample.pixels).toHaveLength(0);
    let right = 0;
    for (const [i, inputs] of sample.inputs.entries()) {
      const [said] = (await client.request('runs.predict', { runs: [run.id], inputs })) as ClassPrediction[];
      if (said.label === dataset.classes[sample.labels[i]]) right++;
    }
    expect(right).toBeGreaterThan(35);
  });

  it('is told apart from what it was not trained for', async () => {
    const { run } = await train('moons', parseConfig({ ...config, epochs: 1 }));
    const ask = (input: object) => client.request('runs.predict', { runs: [run.id], ...input });
    await expect(ask({ inputs: [1, 2, 3] })).rejects.toThrow('takes 2 numbers for each example, but there are 3.');
    await expect(ask({ pixels: new Uint8Array(2) })).rejects.toThrow('but this is a picture.');
    await expect(ask({})).rejects.toThrow('must have either pixels');
    await expect(ask({ inputs: [NaN, 1] })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(client.request('runs.evaluate', { run: run.id, dataset: 'plane' })).rejects.toThrow(
      'tells classes apart, but "Noisy plane" has one number to be predicted.',
    );
    const digits = { run: run.id, dataset: 'digits' };
    await expect(client.request('runs.evaluate', digits)).rejects.toThrow('but this is a picture');
  });

  it('goes on exactly after it was stopped, with the split and the measures that are kept with it', async () => {
    const settings = parseConfig({ ...config, epochs: 400, batchSize: 20 });
    const { run: whole } = await train('moons', settings);
    const design = whole.design;
    const { id } = await client.request('runs.start', { dataset: 'moons', design, config: settings });
    await client.request('runs.pause', { run: id });
    await runIs(client, id, 'paused');
    await client.request('runs.stop', { run: id });
    await runIs(client, id, 'stopped');
    await client.request('runs.resume', { run: id });
    const pieces = await runIs(client, id, 'finished');
    expect(pieces.weightsHash).toBe(whole.weightsHash);
    const [first, second] = await Promise.all([whole.id, id].map((run) => client.request('runs.get', { run })));
    expect(second.split).toEqual(first.split);
  });

  it('has the measures of its inputs in its exports', async () => {
    const { run } = await train('moons', parseConfig({ ...config, epochs: 1 }));
    const { bytes } = await client.request('runs.export', { run: run.id, format: 'safetensors' });
    const written = JSON.parse(readSafetensors('export', bytes).metadata['lamina']) as {
      statistics: { offset: number[]; factor: number[] };
    };
    expect([written.statistics.offset.length, written.statistics.factor.length]).toEqual([2, 2]);
    const json = await client.request('runs.export', { run: run.id, format: 'json' });
    expect(JSON.parse(new TextDecoder().decode(json.bytes))).toMatchObject({ statistics: written.statistics });
  });
});

describe('a run that predicts numbers', () => {
  it('learns, and gives numbers', async () => {
    const { dataset, run } = await train('quadratic');
    expect(dataset).toMatchObject({ classes: [], targets: ['y'], classCounts: [] });
    expect(run.last!.test.rSquared).toBeGreaterThan(0.9);
    expect(run.last!.test.accuracy).toBeUndefined();
    const evaluation = await client.request('runs.evaluate', { run: run.id, dataset: 'quadratic', part: 'test' });
    expect(evaluation).toMatchObject({ examples: 100, confusion: [], classes: [] });
    expect(evaluation.rSquared).toBeCloseTo(run.last!.test.rSquared!, 5);
    for (const x of [-0.9, 0, 0.6]) {
      const [said] = (await client.request('runs.predict', { runs: [run.id], inputs: [x] })) as NumberPrediction[];
      expect(said.targets).toEqual(['y']);
      expect(Math.abs(said.values[0] - x * x)).toBeLessThan(0.15);
    }
  });

  it('is measured on other data with the preparation of its own training part', async () => {
    const { run } = await train('quadratic');
    const other = await client.request('datasets.makeToy', { name: 'quadratic', count: 200, seed: 9, noise: 0.05 });
    const evaluation = await client.request('runs.evaluate', { run: run.id, dataset: other.id });
    expect(evaluation.examples).toBe(200);
    expect(evaluation.rSquared).toBeGreaterThan(0.85);
  });
});

describe('other data whose names contradict those of the run', () => {
  const imported = async (name: string, lines: string[]) => {
    const path = join(workspace.folder, `${name}.csv`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    const setup = { kind: 'table' as const, file: { path } };
    return (await client.request('imports.import', { task: `names-${name}`, setup, name })).dataset;
  };
  const rows = (classes: [string, string]) =>
    Array.from({ length: 80 }, (_, i) => `${(i % 7) / 7},${(i % 11) / 11},${classes[i % 2]}`);

  it('is not evaluated: it would be compared with something else', async () => {
    const { id } = await imported('pets', ['a,b,label', ...rows(['cat', 'dog'])]);
    const dataset = await client.request('datasets.prepare', { dataset: id });
    const setup = {
      dataset: id,
      design: defaultDesign(dataset, hidden),
      config: parseConfig({ ...config, epochs: 1 }),
    };
    const { id: run } = await client.request('runs.start', setup);
    await runIs(client, run, 'finished');
    const birds = await imported('birds', ['a,b,label', ...rows(['owl', 'ape'])]);
    const turned = await imported('turned', ['b,a,label', ...rows(['cat', 'dog'])]);
    const evaluate = (dataset: string) => client.request('runs.evaluate', { run, dataset });
    await expect(evaluate(birds.id)).rejects.toThrow('The class "ape" of "birds"');
    await expect(evaluate(turned.id)).rejects.toThrow('The input "b" of "turned"');
    expect((await evaluate(id)).examples).toBe(80);
  });
});

describe('a toy dataset', () => {
  it('makes digits of another number and seed as a dataset of their own, and finds them again', async () => {
    const settings = { count: 50, seed: 7 };
    const asked = await client.request('datasets.makeDigits', settings);
    const made = await client.request('datasets.prepare', { dataset: asked.id });
    expect(made).toMatchObject({ id: asked.id, count: 50, state: 'ready', shape: [28, 28] });
    const { pixels, labels } = (await client.request('datasets.sample', { dataset: made.id, indices: [49] })) as {
      pixels: Uint8Array;
      labels: number[];
    };
    const [drawn, classes] = [new Uint8Array(50 * digitPixels), new Uint8Array(50)];
    fillDigits(7, 0, 50, drawn, classes);
    expect([...pixels]).toEqual([...drawn.subarray(49 * digitPixels)]);
    expect(labels).toEqual([classes[49]]);
    await client.request('datasets.remove', { dataset: made.id });
    expect(await client.request('datasets.makeDigits', settings)).toMatchObject({ id: made.id, trashedAt: null });
  });

  it('of other settings is a dataset of its own, and the same settings give the same one', async () => {
    const settings = { name: 'spirals' as const, noise: 0.2, count: 50, seed: 3 };
    const made = await client.request('datasets.makeToy', settings);
    expect(made).toMatchObject({ name: 'Spirals, noise 0.2, 50 examples, seed 3', count: 50, state: 'ready' });
    expect((await client.request('datasets.makeToy', settings)).id).toBe(made.id);
    expect((await client.request('datasets.makeToy', { name: 'spirals' })).id).toBe('spirals');
  });
});

describe('a dataset', () => {
  it('is renamed, moved to the trash and back, and there it is not trained on', async () => {
    const { id } = await importSmall(workspace, client);
    expect((await client.request('datasets.rename', { dataset: id, name: ' Mine ' })).name).toBe('Mine');
    const { dataset, runs } = await client.request('datasets.remove', { dataset: id });
    expect([dataset!.trashedAt, runs]).toEqual([expect.any(Number), []]);
    const setup = { dataset: id, design: smallDesign, config: smallConfig };
    await expect(client.request('runs.start', setup)).rejects.toThrow('The dataset "Mine" is in the trash.');
    expect((await client.request('datasets.restore', { dataset: id })).trashedAt).toBeNull();
    await client.request('runs.start', setup);
    await expect(client.request('datasets.remove', { dataset: 'digits' })).rejects.toThrow('comes with Lamina');
  });

  it('goes for good only from the trash, and altogether where no run was trained on it', async () => {
    const { id } = await importSmall(workspace, client);
    await expect(client.request('datasets.erase', { dataset: id })).rejects.toThrow('is not in the trash');
    await client.request('datasets.remove', { dataset: id });
    expect(await client.request('datasets.erase', { dataset: id })).toEqual({ dataset: null, runs: [] });
    await expect(client.request('datasets.prepare', { dataset: id })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves its runs what they have, says what they lose, and comes back to them when it is imported again', async () => {
    const { id } = await importSmall(workspace, client);
    const setup = { dataset: id, design: smallDesign, config: smallConfig };
    const active = await client.request('runs.start', { ...setup, config: longConfig });
    await client.request('datasets.remove', { dataset: id });
    await expect(client.request('datasets.erase', { dataset: id })).rejects.toThrow('needs the examples of "Small"');
    await client.request('runs.stop', { run: active.id });
    const stopped = await runIs(client, active.id, 'stopped');

    const { dataset, runs } = await client.request('datasets.erase', { dataset: id });
    expect(dataset).toMatchObject({ id, state: 'absent' });
    expect(runs).toEqual([{ id: active.id, name: active.name, status: 'stopped' }]);
    expect((await client.request('runs.get', { run: active.id })).weightsHash).toBe(stopped.weightsHash);
    await expect(client.request('runs.resume', { run: active.id })).rejects.toMatchObject({
      hint: 'Import the files again, or choose another dataset.',
    });

    expect(await importSmall(workspace, client)).toMatchObject({ id, state: 'ready', trashedAt: null });
    const evaluation = await client.request('runs.evaluate', { run: active.id, dataset: id, part: 'test' });
    expect(evaluation.examples).toBe(24);
    await client.request('runs.resume', { run: active.id });
    await runIs(client, active.id, 'running');
  });

  it('keeps its split with its runs, one for all that divide it alike', async () => {
    const { id } = await importSmall(workspace, client);
    const setup = { dataset: id, design: smallDesign, config: { ...smallConfig, epochs: 1 } };
    for (const seed of [1, 1, 2]) {
      const { id: run } = await client.request('runs.start', { ...setup, config: { ...setup.config, seed } });
      await runIs(client, run, 'finished');
    }
    const database = new Database(join(workspace.workspace, 'lamina.sqlite'), { readonly: true });
    expect(database.prepare('SELECT count(*) FROM splits').pluck().get()).toBe(2);
    database.close();
  });
});
