import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ImportSetupInput } from '#core/contract/importing.ts';
import { TestWorkspace } from '../engineFixture.ts';
import { rowCounts, writeImport } from './engineImports.ts';
import { hostileFiles } from './hostileFiles.ts';
import type { Import } from './importFiles.ts';
import { csv, images, labels, pngFile, zipFile } from './validFiles.ts';

let workspace: TestWorkspace;
let client: EngineClient;
let tasks = 0;

async function begin(): Promise<void> {
  workspace = new TestWorkspace();
  ({ client } = await workspace.engine());
}

function place(): string {
  return mkdtempSync(join(workspace.folder, 'files-'));
}

function importSetup(setup: ImportSetupInput, name = 'Mine') {
  return client.request('imports.import', { task: `task-${tasks++}`, setup, name });
}

const inspectSetup = (setup: ImportSetupInput) => client.request('imports.inspect', { task: `task-${tasks++}`, setup });

const idx: Import = { kind: 'idx', images, labels };

describe('files', () => {
  beforeEach(begin);
  afterEach(() => workspace.remove());

  it('are inspected, and nothing is imported', async () => {
    const before = rowCounts(workspace.workspace);
    expect(await inspectSetup(writeImport(place(), idx))).toMatchObject({
      kind: 'idx',
      count: 4,
      testCount: 0,
      shape: [3, 2],
      preview: { shape: [3, 2], pixels: new Uint8Array(images.subarray(16)), labels: ['0', '1', '1', '0'] },
    });
    expect(await inspectSetup(writeImport(place(), { kind: 'table', text: csv }))).toMatchObject({
      kind: 'table',
      rows: 3,
      proposedLabel: 'species',
      layout: { separator: ',', header: true, decimal: '.' },
    });
    expect(await inspectSetup(writeImport(place(), { kind: 'zip', bytes: zipFile }))).toMatchObject({
      kind: 'images',
      count: 3,
    });
    expect(rowCounts(workspace.workspace)).toEqual(before);
  });

  it('of a table become examples with a name for each input', async () => {
    const text = 'size,colour,kind\n1,red,a\n2,blue,b\n4,red,a\n';
    const { dataset, isNew } = await importSetup(writeImport(place(), { kind: 'table', text }), 'Colours');
    expect(isNew).toBe(true);
    expect(dataset).toMatchObject({
      name: 'Colours',
      source: { kind: 'csv', file: 'table.csv' },
      columns: ['size', 'colour = blue', 'colour = red'],
      classes: ['a', 'b'],
      classCounts: [2, 1],
      shape: [1, 3],
    });
    const sample = await client.request('datasets.sample', { dataset: dataset.id, indices: [0, 1, 2] });
    expect(sample.inputs).toEqual([
      [1, 0, 1],
      [2, 1, 0],
      [4, 0, 1],
    ]);
    expect(sample.labels).toEqual([0, 1, 0]);
  });

  it('of a regression leave rows out, and say how many', async () => {
    const text = 'x,y\n1,2\n3,\n5,6\n7,8\n';
    const choices = { targets: ['y'], missing: 'drop-row', testLast: 1 } as const;
    const setup = { ...writeImport(place(), { kind: 'table', text }), ...choices } as ImportSetupInput;
    const { dataset, dropped } = await importSetup(setup);
    expect(dropped).toBe(1);
    expect(dataset).toMatchObject({ count: 3, targets: ['y'], classes: [], testCount: 1 });
    const sample = await client.request('datasets.sample', { dataset: dataset.id, indices: [2] });
    expect(sample).toMatchObject({ inputs: [[7]], targets: [[8]] });
  });

  it('have a test part of their own, from files or as the last examples', async () => {
    const setup = writeImport(place(), { kind: 'idx', images, labels, test: { images, labels } });
    expect((await importSetup(setup)).dataset).toMatchObject({ count: 8, testCount: 4, classCounts: [4, 4] });
    const last = { ...writeImport(place(), idx), testLast: 1 } as ImportSetupInput;
    expect((await importSetup(last)).dataset).toMatchObject({ count: 4, testCount: 1 });
    await expect(importSetup({ ...last, testLast: 4 } as ImportSetupInput)).rejects.toThrow(
      'There are 4 examples, so the last 4 cannot be the test part.',
    );
  });

  it('with the same content are one dataset, also when it was removed', async () => {
    const { dataset } = await importSetup(writeImport(place(), idx), 'First');
    const counts = rowCounts(workspace.workspace);
    const again = await importSetup(writeImport(place(), { ...idx, images: gzipSync(images) }), 'Again');
    expect(again).toMatchObject({ isNew: false, dataset: { id: dataset.id, name: 'First' } });
    await client.request('datasets.remove', { dataset: dataset.id });
    const back = await importSetup(writeImport(place(), idx), 'Back');
    expect(back).toMatchObject({ isNew: false, dataset: { id: dataset.id, trashedAt: null } });
    expect(rowCounts(workspace.workspace)).toEqual(counts);
  });

  it('that change while they are read are refused', async () => {
    const folder = place();
    const path = join(folder, 'large.csv');
    writeFileSync(path, `a,y\n${'1,x\n2,z\n'.repeat(400_000)}`);
    const before = rowCounts(workspace.workspace);
    const importing = importSetup({ kind: 'table', file: { path } });
    const end = client.on('task', () => appendFileSync(path, '3,x\n'));
    await expect(importing).rejects.toThrow('large.csv changed while it was being read.');
    end();
    expect(rowCounts(workspace.workspace)).toEqual(before);
  });
});

describe('an import that does not come to its end', () => {
  beforeEach(begin);
  afterEach(() => workspace.remove());

  /** Enough rows to be read for a second or more. */
  function longTable(): ImportSetupInput {
    const path = join(place(), 'long.csv');
    writeFileSync(path, `a,b,c,y\n${'0.25,1.5,-3,x\n1.25,2.5,-4,z\n'.repeat(400_000)}`);
    return { kind: 'table', file: { path } };
  }

  /** Begins it, and waits until its examples come into the store. */
  async function half(task: string): Promise<{ imported: Promise<unknown> }> {
    const told = new Promise<void>((resolve) => {
      client.on('task', ({ task: name, done }) => {
        if (name === `import:${task}` && done > 0.6) resolve();
      });
    });
    const imported = client.request('imports.import', { task, setup: longTable(), name: 'Long' });
    imported.catch(() => undefined);
    await told;
    expect(rowCounts(workspace.workspace)['dataset_chunks']).toBeGreaterThan(0);
    return { imported };
  }

  it('leaves nothing when it is cancelled', async () => {
    const before = rowCounts(workspace.workspace);
    const { imported } = await half('cancelled');
    await client.request('imports.cancel', { task: 'cancelled' });
    await expect(imported).rejects.toMatchObject({ code: 'cancelled', message: 'The import was cancelled.' });
    expect(rowCounts(workspace.workspace)).toEqual(before);
  });

  it('leaves nothing when its engine ends, or is killed', async () => {
    const before = rowCounts(workspace.workspace);
    const first = await half('ended');
    await workspace.endEngines();
    await expect(first.imported).rejects.toThrow();
    expect(rowCounts(workspace.workspace)).toEqual(before);

    const second = await workspace.engine();
    client = second.client;
    const { upload } = await client.request('imports.upload', {});
    const killed = await half('killed');
    process.kill(second.process.pid!, 'SIGKILL');
    await expect(killed.imported).rejects.toMatchObject({ code: 'engine-gone' });
    expect(existsSync(join(workspace.workspace, 'uploads'))).toBe(true);
    ({ client } = await workspace.engine());
    await client.request('app.info', {});
    expect(rowCounts(workspace.workspace)).toEqual(before);
    await expect(client.request('imports.discard', { upload })).resolves.toEqual({});
    await expect.poll(() => readdirSync(join(workspace.workspace, 'uploads'))).toEqual([]);
  });
});

describe('what a page hands over', () => {
  beforeEach(begin);
  afterEach(() => workspace.remove());

  it('is imported, piece by piece, and then gone', async () => {
    const { upload } = await client.request('imports.upload', {});
    const bytes = new TextEncoder().encode(csv);
    const piece = (from: number, to?: number) => ({ file: 'iris.csv', position: from, bytes: bytes.slice(from, to) });
    await client.request('imports.write', { upload, pieces: [piece(0, 10)] });
    await client.request('imports.write', { upload, pieces: [piece(10, 20), piece(20)] });
    const { dataset } = await importSetup({ kind: 'table', file: { upload, file: 'iris.csv' } }, 'Iris');
    expect(dataset).toMatchObject({ count: 3, source: { kind: 'csv', file: 'iris.csv' } });
    await client.request('imports.discard', { upload });
    const left = readdirSync(join(workspace.workspace, 'uploads'), { recursive: true });
    expect(left).toHaveLength(1);
    await expect(inspectSetup({ kind: 'table', file: { upload, file: 'iris.csv' } })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('may be a folder of pictures', async () => {
    const { upload } = await client.request('imports.upload', {});
    const paths = ['pets/cats/1.png', 'pets/cats/2.png', 'pets/dogs/1.png'];
    const pieces = paths.map((file) => ({ file, position: 0, bytes: pngFile }));
    await client.request('imports.write', { upload, pieces });
    const { dataset } = await importSetup({ kind: 'images', file: { upload, file: 'pets' }, size: [4, 4] });
    expect(dataset).toMatchObject({ classes: ['cats', 'dogs'], classCounts: [2, 1], shape: [4, 4] });
    expect(dataset.source).toEqual({ kind: 'images', file: 'pets' });
  });

  it('stays in its place, and comes in order', async () => {
    const { upload } = await client.request('imports.upload', {});
    const write = (file: string, position = 0) =>
      client.request('imports.write', { upload, pieces: [{ file, position, bytes: new Uint8Array(3) }] });
    for (const file of ['../out', 'a/../../out', '/etc/out', 'a\\..\\out', 'C:out', 'a//b', '.', '']) {
      await expect(write(file), file).rejects.toMatchObject({ code: 'invalid-request' });
    }
    await write('a');
    await expect(write('a')).rejects.toMatchObject({ code: 'conflict' });
    await expect(write('a', 4)).rejects.toMatchObject({ code: 'conflict' });
    await expect(write('b', 3)).rejects.toMatchObject({ code: 'conflict' });
    await expect(write('a/b')).rejects.toMatchObject({ code: 'conflict' });
    await write('a', 3);
  });
});

describe('hostile files leave the database as it was', () => {
  let before: Record<string, number>;
  beforeAll(async () => {
    await begin();
    await importSetup(writeImport(place(), idx), 'There before');
    before = rowCounts(workspace.workspace);
  });
  afterAll(() => workspace.remove());

  for (const [format, files] of Object.entries(hostileFiles)) {
    // Without a choice the engine takes the label that is most likely, which those that import by hand do not.
    const refused = files.filter(([name]) => name !== 'neither label nor target');
    it.each(refused)(`${format}: %s`, async (_, make, message) => {
      const what = make();
      const setup = writeImport(place(), what);
      const refusal = await importSetup(setup).then(
        ({ dataset }) => `nothing was wrong: ${dataset.count} examples`,
        (refused: unknown) =>
          refused instanceof LaminaError && refused.code === 'bad-file' ? refused.message : refused,
      );
      expect(refusal).toBe(message);
      expect(rowCounts(workspace.workspace)).toEqual(before);
    });
  }

  it('an empty folder', async () => {
    const path = place();
    mkdirSync(join(path, 'empty'));
    await expect(importSetup({ kind: 'images', file: { path: join(path, 'empty') } })).rejects.toThrow(
      'empty has no PNG or JPEG pictures in it.',
    );
    expect(rowCounts(workspace.workspace)).toEqual(before);
  });
});
