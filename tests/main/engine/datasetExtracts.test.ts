import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { DatasetFile, DatasetPiece } from '#core/contract/dataset.ts';
import { importPair, importSmall, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let client: EngineClient;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ client } = await workspace.engine());
});
afterEach(() => workspace.remove());

async function exported(dataset: string, file: DatasetFile): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let from: number | null = 0; from !== null;) {
    const piece: DatasetPiece = await client.request('datasets.exportPiece', { dataset, file, from });
    pieces.push(piece.bytes);
    from = piece.next;
  }
  return Buffer.concat(pieces);
}

describe('a table', () => {
  it('is described column by column, the inputs before the targets', async () => {
    const columns = await client.request('datasets.describe', { dataset: 'plane' });
    expect(columns.map(({ role }) => role)).toEqual(['input', 'input', 'target']);
    for (const { minimum, maximum, mean, histogram } of columns) {
      expect(minimum).toBeLessThan(mean);
      expect(maximum).toBeGreaterThan(mean);
      expect(histogram.reduce((sum, count) => sum + count)).toBe(500);
    }
  });

  it('is exported as CSV, in pieces, with all its digits', async () => {
    const { id, count } = await client.request('datasets.makeToy', { name: 'moons', count: 50_000 });
    const lines = (await exported(id, 'csv')).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(count + 1);
    expect(lines[0]).toBe('x,y,class');
    const sample = await client.request('datasets.sample', { dataset: id, indices: [0, 49_999] });
    const classes = ['upper', 'lower'];
    for (const [i, line] of [lines[1], lines[50_000]].entries()) {
      const [x, y, name] = line.split(',');
      expect([Math.fround(Number(x)), Math.fround(Number(y))]).toEqual(sample.inputs[i]);
      expect(name).toBe(classes[sample.labels[i]]);
    }
  });

  it('has no labels when it is for a regression, and is not to be had as pictures', async () => {
    expect(await client.request('datasets.labels', { dataset: 'sine' })).toHaveLength(0);
    await expect(exported('sine', 'images')).rejects.toMatchObject({ hint: 'Tables are exported as CSV.' });
  });
});

describe('pictures', () => {
  it('are exported as the pair of IDX files that brings the same dataset in again', async () => {
    const { id } = await importSmall(workspace, client, 100_000); // more than one piece
    const images = join(workspace.folder, 'exported-images');
    const labels = join(workspace.folder, 'exported-labels');
    writeFileSync(images, await exported(id, 'images'));
    writeFileSync(labels, await exported(id, 'labels'));
    expect((await importPair(client, { images, labels }, 'Again')).id).toBe(id);
  });

  it('have the label of every one, and no columns', async () => {
    const { id } = await importSmall(workspace, client, 6);
    expect([...(await client.request('datasets.labels', { dataset: id }))]).toEqual([0, 1, 2, 0, 1, 2]);
    expect(await client.request('datasets.describe', { dataset: id })).toEqual([]);
    await expect(client.request('datasets.exportPiece', { dataset: id, file: 'images', from: 6 })).rejects.toThrow(
      'There is no example 6: this dataset has 6.',
    );
    await expect(exported(id, 'csv')).rejects.toMatchObject({ hint: 'Pictures are exported as IDX.' });
  });
});
