import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { DesignContent, SavedDesign } from '#core/contract/savedDesign.ts';
import { smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = new TestWorkspace();
});
afterEach(() => workspace.remove());

const content: DesignContent = { dataset: 'digits', layers: smallDesign.layers, training: defaultConfig };
const other: DesignContent = { ...content, layers: [{ units: 10, activation: 'softmax' }] };

it('designs are saved, changed, copied, put away and taken back, which every page is told', async () => {
  const { client } = await workspace.engine();
  const told: SavedDesign[] = [];
  client.on('design.changed', (design) => told.push(design));
  const saved = await client.request('designs.save', { name: ' First ', content });
  expect(saved).toMatchObject({ name: 'First', content, trashedAt: null });
  await client.request('designs.save', { design: saved.id, name: 'First', content: other });
  await client.request('designs.rename', { design: saved.id, name: 'Second' });
  const copy = await client.request('designs.duplicate', { design: saved.id });
  await client.request('designs.trash', { design: saved.id });
  const listed = await client.request('designs.list', {});
  expect(listed.map(({ name, trashedAt }) => [name, trashedAt !== null])).toEqual([
    ['Second', true],
    ['Second (copy)', false],
  ]);
  expect(copy.content).toEqual(other);
  expect((await client.request('designs.restore', { design: saved.id })).trashedAt).toBeNull();
  expect(told.map(({ name }) => name)).toEqual(['First', 'First', 'Second', 'Second (copy)', 'Second', 'Second']);
});

it('what does not fit is refused, and nothing is kept of it', async () => {
  const { client } = await workspace.engine();
  const layers = [{ units: 0, activation: 'softmax' as const }];
  await expect(client.request('designs.save', { name: 'Bad', content: { ...content, layers } })).rejects.toThrow(
    'designs.save: content.layers.0.units must be a whole number from 1 to 65,536, not 0.',
  );
  await expect(client.request('designs.save', { design: 'nobody', name: 'Bad', content })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(client.request('designs.trash', { design: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  expect(await client.request('designs.list', {})).toEqual([]);
});

it('the longest name can be copied', async () => {
  const { client } = await workspace.engine();
  const saved = await client.request('designs.save', { name: 'x'.repeat(200), content });
  const copy = await client.request('designs.duplicate', { design: saved.id });
  expect(copy.name).toBe(`${'x'.repeat(193)} (copy)`);
});

it('what another program saves in the same workspace is told, too', async () => {
  const [one, two] = [await workspace.engine(), await workspace.engine()];
  const told = new Promise<SavedDesign>((resolve) => one.client.on('design.changed', resolve));
  const saved = await two.client.request('designs.save', { name: 'From elsewhere', content });
  expect(await told).toEqual(saved);
});

it('a design that an earlier version kept gets the settings that it did not have', async () => {
  const { client, process } = await workspace.engine();
  const { id } = await client.request('designs.save', { name: 'Old', content });
  await process.shutdown();
  const { schedule, checkpoints, ...training } = defaultConfig;
  const database = new Database(join(workspace.workspace, 'lamina.sqlite'));
  database.prepare('UPDATE designs SET content = ? WHERE id = ?').run(JSON.stringify({ ...content, training }), id);
  database.close();
  const again = await workspace.engine();
  expect((await again.client.request('designs.list', {}))[0].content).toEqual(content);
});
