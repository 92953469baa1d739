import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { ClassPrediction } from '#core/contract/run.ts';
import {
  importPair,
  importSmall,
  longConfig,
  runIs,
  smallConfig,
  smallDesign,
  TestWorkspace,
} from './engineFixture.ts';

let workspace: TestWorkspace;

beforeEach(() => {
  workspace = new TestWorkspace();
});
afterEach(() => workspace.remove());

describe('requests', () => {
  let client: EngineClient;
  beforeEach(async () => {
    ({ client } = await workspace.engine());
  });

  it('are refused by name when they are not in the contract or do not fit it', async () => {
    const ask = client.request.bind(client) as (name: string, input: unknown) => Promise<unknown>;
    await expect(ask('runs.steal', {})).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'There is no request named "runs.steal".',
    });
    await expect(ask('toString', {})).rejects.toMatchObject({ code: 'invalid-request' });
    const setup = { dataset: 'digits', design: smallDesign, config: { ...smallConfig, epochs: 0 } };
    await expect(ask('runs.start', setup)).rejects.toThrow(
      'runs.start: config.epochs must be a whole number from 1 to 1,000,000, not 0.',
    );
    await expect(ask('runs.get', { run: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tell what does not fit in a setup before anything starts', async () => {
    const setup = { dataset: 'digits', design: smallDesign, config: smallConfig };
    await expect(client.request('runs.start', setup)).rejects.toMatchObject({ code: 'bad-setup' });
    expect(await client.request('runs.list', {})).toEqual([]);
  });

  it('import plain and gzipped IDX files, and the same content only once', async () => {
    const first = await importSmall(workspace, client);
    expect(first).toMatchObject({ count: 120, shape: [4, 4], classes: ['0', '1', '2'], classCounts: [40, 40, 40] });
    const files = workspace.writeIdx(120);
    writeFileSync(files.images, gzipSync(readFileSync(files.images)));
    const second = await importPair(client, files, 'Again');
    expect(second.id).toBe(first.id);
    const sample = await client.request('datasets.sample', { dataset: first.id, indices: [5, 0] });
    expect(sample.labels).toEqual([2, 0]);
    expect(sample.pixels).toHaveLength(32);
  });

  it('leave nothing behind of a file that cannot be read', async () => {
    const before = await client.request('datasets.list', {});
    const files = workspace.writeIdx(120, 119);
    await expect(importPair(client, files, 'Bad')).rejects.toMatchObject({
      code: 'bad-file',
      message: 'images has 120 pictures, but labels has 119 labels.',
    });
    writeFileSync(files.labels, gzipSync(readFileSync(files.labels)).subarray(0, 12));
    await expect(importPair(client, files, 'Cut')).rejects.toThrow('cannot be unzipped');
    const missing = { images: join(workspace.folder, 'nowhere'), labels: files.labels };
    await expect(importPair(client, missing, 'Gone')).rejects.toThrow('cannot be read (ENOENT)');
    expect(await client.request('datasets.list', {})).toEqual(before);
  });

  it('predict and evaluate with a run’s newest checkpoint', async () => {
    const dataset = await importSmall(workspace, client);
    const { id } = await client.request('runs.start', {
      dataset: dataset.id,
      design: smallDesign,
      config: smallConfig,
    });
    const run = await runIs(client, id, 'finished');
    const { pixels, labels } = await client.request('datasets.sample', { dataset: dataset.id, indices: [1] });
    const [prediction] = (await client.request('runs.predict', { runs: [id], pixels })) as ClassPrediction[];
    expect(prediction.label).toBe(String(labels[0]));
    expect(prediction.probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
    const evaluation = await client.request('runs.evaluate', { run: id, dataset: dataset.id, part: 'test' });
    expect(evaluation.examples).toBe(24);
    expect(evaluation.accuracy).toBe(run.last!.test.accuracy);
    expect(evaluation.loss).toBeCloseTo(run.last!.test.loss, 6);
    await expect(client.request('runs.predict', { runs: [id], pixels: new Uint8Array(9) })).rejects.toThrow(
      'takes pictures of 16 pixels, but these have 9',
    );
    const png = encode({ width: 4, height: 4, channels: 1, data: pixels });
    expect(await client.request('runs.predictPicture', { run: id, file: png })).toEqual(prediction);
    const wide = encode({ width: 8, height: 2, channels: 1, data: pixels });
    await expect(client.request('runs.predictPicture', { run: id, file: wide })).rejects.toThrow(
      'This picture is 8 × 2 pixels; this run was trained on pictures of 4 × 4.',
    );
    await expect(client.request('runs.predictPicture', { run: id, file: new Uint8Array(50) })).rejects.toMatchObject({
      code: 'bad-file',
    });
  });

  it('refuse weights that are not those that were stored', async () => {
    const dataset = await importSmall(workspace, client);
    const setup = { dataset: dataset.id, design: smallDesign, config: smallConfig };
    const { id } = await client.request('runs.start', setup);
    await runIs(client, id, 'finished');
    const database = new Database(join(workspace.workspace, 'lamina.sqlite'));
    database.prepare('UPDATE checkpoint_chunks SET bytes = zeroblob(length(bytes))').run();
    database.close();
    const { pixels } = await client.request('datasets.sample', { dataset: dataset.id, indices: [1] });
    const damaged = { code: 'conflict', message: expect.stringContaining('are damaged') as unknown };
    await expect(client.request('runs.predict', { runs: [id], pixels })).rejects.toMatchObject(damaged);
    await expect(client.request('runs.predict', { runs: [id], pixels })).rejects.toMatchObject(damaged);
    await expect(client.request('runs.export', { run: id, format: 'json' })).rejects.toMatchObject(damaged);
  });

  it('rename runs, and move them to the trash and back, but not while they are trained', async () => {
    const dataset = await importSmall(workspace, client);
    const { id } = await client.request('runs.start', { dataset: dataset.id, design: smallDesign, config: longConfig });
    await expect(client.request('runs.trash', { runs: [id], trashed: true })).rejects.toMatchObject({
      hint: 'Stop it first.',
    });
    await client.request('runs.stop', { run: id });
    await runIs(client, id, 'stopped');
    expect((await client.request('runs.rename', { run: id, name: '  Mine ' })).name).toBe('Mine');
    const [trashed] = await client.request('runs.trash', { runs: [id], trashed: true });
    expect(trashed.trashedAt).toBeTypeOf('number');
    await expect(client.request('runs.resume', { run: id })).rejects.toThrow('is in the trash');
    const [restored] = await client.request('runs.trash', { runs: [id], trashed: false });
    expect(restored.trashedAt).toBeNull();
  });
});

describe('a workspace that cannot be used', () => {
  async function refusal() {
    const { client } = await workspace.engine();
    return client.request('app.info', {}).then(
      () => expect.fail('the workspace was opened'),
      (error: unknown) => error,
    );
  }

  it('is told when a file stands in its place', async () => {
    writeFileSync(workspace.workspace, '');
    expect(await refusal()).toMatchObject({
      code: 'workspace',
      message: expect.stringContaining('there is a file of that name'),
    });
  });

  it('is told when its database is damaged, and nothing is changed', async () => {
    mkdirSync(workspace.workspace);
    const path = join(workspace.workspace, 'lamina.sqlite');
    writeFileSync(path, 'this is not a database, but it is long enough to be taken for one'.repeat(20));
    const before = readFileSync(path);
    expect(await refusal()).toMatchObject({ code: 'workspace', message: expect.stringContaining('is damaged') });
    expect(readFileSync(path)).toEqual(before);
  });

  it('is told when its database is of a newer program', async () => {
    mkdirSync(workspace.workspace);
    const database = new Database(join(workspace.workspace, 'lamina.sqlite'));
    database.pragma('user_version = 99');
    database.close();
    expect(await refusal()).toMatchObject({
      code: 'workspace',
      message: expect.stringContaining('is of a newer Lamina (its version is 99'),
    });
  });
});

describe('an engine that has ended', () => {
  it('leaves no lock files of its own', async () => {
    const { process: engine } = await workspace.engine();
    await engine.shutdown();
    expect(readdirSync(join(workspace.workspace, 'engines'))).toEqual([]);
  });
});
