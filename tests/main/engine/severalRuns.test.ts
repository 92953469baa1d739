import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { RunSummary } from '#core/contract/run.ts';
import { importSmall, longConfig, runIs, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let client: EngineClient;
let dataset: string;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ client } = await workspace.engine());
  dataset = (await importSmall(workspace, client)).id;
});
afterEach(() => workspace.remove());

const setup = (name: string, config = smallConfig) => ({ name, dataset, design: smallDesign, config });
const names = (runs: readonly RunSummary[]) => runs.map(({ name }) => name);

it('several runs are trained one after the other, and listed in their order', async () => {
  const started = await client.request('runs.startMany', {
    runs: [1, 2, 3].map((seed) => setup(`Seed ${seed}`, { ...smallConfig, seed })),
  });
  expect(names(started)).toEqual(['Seed 1', 'Seed 2', 'Seed 3']);
  expect(names(await client.request('runs.list', {}))).toEqual(['Seed 3', 'Seed 2', 'Seed 1']);
  const ended = await Promise.all(started.map(({ id }) => runIs(client, id, 'finished')));
  expect(new Set(ended.map(({ weightsHash }) => weightsHash)).size).toBe(3);
  const alone = await client.request('runs.start', setup('Alone', { ...smallConfig, seed: 2 }));
  expect((await runIs(client, alone.id, 'finished')).weightsHash).toBe(ended[1].weightsHash);
  const ends = ended.map(({ endedAt }) => endedAt!);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
});

it('none of several is kept when one of them cannot be trained, and that one is named', async () => {
  const runs = [setup('Good'), setup('Too large a batch', { ...smallConfig, batchSize: 1000 }), setup('Good, too')];
  await expect(client.request('runs.startMany', { runs })).rejects.toMatchObject({
    code: 'bad-setup',
    message: expect.stringContaining('"Too large a batch" cannot be trained. A batch of 1,000 is larger') as string,
    hint: 'None was started.',
  });
  const absent = [setup('Good'), { ...setup('No data'), dataset: 'nothing' }];
  await expect(client.request('runs.startMany', { runs: absent })).rejects.toMatchObject({ code: 'not-found' });
  await expect(client.request('runs.startMany', { runs: [] })).rejects.toMatchObject({ code: 'invalid-request' });
  const tooMany = Array.from({ length: 201 }, (_, index) => setup(`Run ${index}`));
  await expect(client.request('runs.startMany', { runs: tooMany })).rejects.toMatchObject({ code: 'invalid-request' });
  expect(await client.request('runs.list', {})).toEqual([]);
});

it('what waits is put in another order, and stopped all at once', async () => {
  let told: string[] = [];
  client.on('queue.changed', ({ waiting }) => (told = waiting));
  const [going, a, b, c, d] = await client.request('runs.startMany', {
    runs: [setup('Going on', longConfig), ...['a', 'b', 'c', 'd'].map((name) => setup(name))],
  });
  await runIs(client, going.id, 'running');
  expect(await client.request('runs.queue', {})).toEqual([a.id, b.id, c.id, d.id]);

  const order = await client.request('runs.reorder', { runs: [d.id, going.id, b.id, 'nobody', d.id] });
  expect(order).toEqual([d.id, b.id, a.id, c.id]);
  await expect.poll(() => told).toEqual(order);

  await client.request('runs.stop', { run: b.id });
  expect(await client.request('runs.queue', {})).toEqual([d.id, a.id, c.id]);

  await client.request('runs.stopMany', { runs: [going.id, a.id, d.id, b.id, 'nobody'] });
  const ended = await Promise.all([going, a, b, d].map(({ id }) => runIs(client, id, 'stopped')));
  expect(ended.map(({ epochs }) => epochs).slice(1)).toEqual([0, 0, 0]);
  await runIs(client, c.id, 'finished');
  await expect.poll(() => told).toEqual([]);
});
