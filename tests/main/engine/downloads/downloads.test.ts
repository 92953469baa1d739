import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineClient } from '#core/contract/client.ts';
import type { TaskProgress } from '#core/contract/events.ts';
import { TestWorkspace } from '../engineFixture.ts';
import { cutAfter, Mirror, putSmall, silentAfter, smallFiles, status } from './mirror.ts';

let workspace: TestWorkspace;
let mirror: Mirror;

beforeEach(async () => {
  workspace = new TestWorkspace();
  mirror = new Mirror();
  await mirror.open();
  writeList([putSmall(mirror, 'small', [`${mirror.address}small/`])]);
});
afterEach(async () => {
  await workspace.remove();
  await mirror.close();
});

function writeList(downloads: unknown[]): void {
  const resources = join(workspace.folder, 'no-resources');
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, 'downloads.json'), JSON.stringify({ downloads }));
}

async function connect(): Promise<EngineClient> {
  return (await workspace.engine()).client;
}

/** Waits until so much of a download has come. */
async function comesTo(client: EngineClient, name: string, bytes: number): Promise<void> {
  for (;;) {
    const [{ bytesHere }] = (await client.request('downloads.list', {})).filter((each) => each.name === name);
    if (bytesHere >= bytes) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What lies in the workspace's folder for downloads. */
function left(): string[] {
  const folder = join(workspace.workspace, 'downloads');
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
}

it('asks the network for nothing until a download is asked for', async () => {
  const client = await connect();
  const [small] = await client.request('downloads.list', {});
  expect(small).toMatchObject({ name: 'small', title: 'Small', licence: 'CC0', bytesHere: 0, dataset: null });
  expect(small.bytes).toBe(Object.values(smallFiles()).reduce((sum, { length }) => sum + length, 0));
  await client.request('datasets.list', {});
  expect(mirror.asked).toEqual([]);
});

it('makes a dataset with a test part of its own, and tidies up', async () => {
  const client = await connect();
  const told: TaskProgress[] = [];
  client.on('task', (progress) => told.push(progress));
  const dataset = await client.request('downloads.start', { name: 'small' });
  expect(dataset).toMatchObject({
    name: 'Small',
    source: { kind: 'download', name: 'small' },
    licence: 'CC0',
    count: 120,
    testCount: 30,
    shape: [4, 4],
    classes: ['dot', 'dash', 'blank'],
    classCounts: [40, 40, 40],
  });
  expect(told[0]).toEqual({ task: 'download:small', label: 'Downloading Small', done: 0, state: 'going' });
  expect(told.at(-1)).toMatchObject({ done: 1, state: 'done' });
  expect(left()).toEqual([]);
  const [small] = await client.request('downloads.list', {});
  expect(small).toMatchObject({ bytesHere: 0, dataset: dataset.id });
});

it('fetches nothing that is here already, also out of the trash', async () => {
  const client = await connect();
  const { id } = await client.request('downloads.start', { name: 'small' });
  const asked = mirror.asked.length;
  expect((await client.request('downloads.start', { name: 'small' })).id).toBe(id);
  await client.request('datasets.remove', { dataset: id });
  expect(await client.request('downloads.start', { name: 'small' })).toMatchObject({ id, trashedAt: null });
  expect(mirror.asked).toHaveLength(asked);
});

it('makes one dataset of the same content under two names', async () => {
  writeList(['small', 'twin'].map((name) => putSmall(mirror, name, [`${mirror.address}${name}/`])));
  const client = await connect();
  const names = ['small', 'twin'];
  const [small, twin] = await Promise.all(names.map((name) => client.request('downloads.start', { name })));
  expect(twin.id).toBe(small.id);
});

it('is one download for two who ask for it at once', async () => {
  const { client, process: engine } = await workspace.engine();
  const ask = (who: EngineClient) => who.request('downloads.start', { name: 'small' });
  const [one, other] = await Promise.all([ask(client), ask(new EngineClient(engine.connect()))]);
  expect(other.id).toBe(one.id);
  expect(mirror.asked).toHaveLength(4);
});

it('asks another mirror first where one is named', async () => {
  writeList([putSmall(mirror, 'small', ['http://127.0.0.1:9/'])]);
  const client = await connect();
  await client.request('downloads.start', { name: 'small', mirror: mirror.address.slice(0, -1) });
  expect(mirror.asked[0].path).toBe('/small/images.gz');
});

it('asks the mirror that LAMINA_MIRROR names, if that is on the web', async () => {
  writeList([putSmall(mirror, 'small', [])]);
  process.env['LAMINA_MIRROR'] = 'school/data';
  try {
    await expect((await connect()).request('downloads.start', { name: 'small' })).rejects.toThrow(
      'LAMINA_MIRROR is "school/data", which is not a web address.',
    );
    process.env['LAMINA_MIRROR'] = mirror.address;
    expect(await (await connect()).request('downloads.start', { name: 'small' })).toMatchObject({ count: 120 });
  } finally {
    delete process.env['LAMINA_MIRROR'];
  }
});

it('says that nothing can be asked where no mirror is named', async () => {
  writeList([putSmall(mirror, 'small', [])]);
  await expect((await connect()).request('downloads.start', { name: 'small' })).rejects.toMatchObject({
    code: 'download',
    message: 'Small could not be downloaded: no mirror is named for it.',
  });
});

it('stops when it is asked to, and goes on from there', async () => {
  const client = await connect();
  mirror.next('small/images.gz', silentAfter(1000));
  const start = client.request('downloads.start', { name: 'small' });
  await Promise.all([
    expect(start).rejects.toMatchObject({ code: 'cancelled', message: 'The download was stopped.' }),
    comesTo(client, 'small', 1000).then(() => client.request('downloads.cancel', { name: 'small' })),
  ]);
  expect(await client.request('downloads.cancel', { name: 'small' })).toMatchObject({ bytesHere: 1000 });
  await client.request('downloads.start', { name: 'small' });
  expect(mirror.asked[1]).toEqual({ path: '/small/images.gz', range: 'bytes=1000-' });
});

it('goes on with what an engine that was killed has left; the datasets are as they were', async () => {
  const { client, process: engine } = await workspace.engine();
  const before = await client.request('datasets.list', {});
  mirror.next('small/images.gz', silentAfter(1000));
  const start = client.request('downloads.start', { name: 'small' });
  start.catch(() => undefined); // its engine dies
  await comesTo(client, 'small', 1000);
  process.kill(engine.pid!, 'SIGKILL');
  await engine.ended;

  const next = await connect();
  expect(await next.request('datasets.list', {})).toEqual(before);
  expect((await next.request('downloads.list', {}))[0]).toMatchObject({ bytesHere: 1000 });
  await next.request('downloads.start', { name: 'small' });
  expect(mirror.asked[1]).toEqual({ path: '/small/images.gz', range: 'bytes=1000-' });
  expect(left()).toEqual([]);
});

it('may go on in two engines at once', async () => {
  const [one, other] = [await connect(), await connect()];
  mirror.next('small/images.gz', silentAfter(1000));
  const stopped = one.request('downloads.start', { name: 'small' });
  stopped.catch(() => undefined); // looked at below
  await comesTo(one, 'small', 1000);
  expect(await other.request('downloads.start', { name: 'small' })).toMatchObject({ count: 120 });
  expect(mirror.asked[1]).toEqual({ path: '/small/images.gz', range: undefined });
  expect(await one.request('downloads.cancel', { name: 'small' })).toMatchObject({ bytesHere: 1000 });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
});

it('says what each mirror did when none is of use, and leaves the datasets as they were', async () => {
  const client = await connect();
  const before = await client.request('datasets.list', {});
  const host = new URL(mirror.address).host;
  mirror.next('small/images.gz', cutAfter(1000), status(503));
  await expect(client.request('downloads.start', { name: 'small' })).rejects.toMatchObject({
    code: 'download',
    message: `Small could not be downloaded: ${host} answers 503 for images.gz.`,
  });
  expect(await client.request('datasets.list', {})).toEqual(before);
  expect((await client.request('downloads.list', {}))[0]).toMatchObject({ bytesHere: 1000, dataset: null });
});

it('refuses what is not listed, and a mirror that is not of the web', async () => {
  const client = await connect();
  await expect(client.request('downloads.start', { name: 'cats' })).rejects.toMatchObject({
    code: 'not-found',
    message: 'There is no "cats" to be downloaded.',
    hint: 'What there is: small.',
  });
  await expect(client.request('downloads.start', { name: 'small', mirror: 'file:///etc' })).rejects.toThrow(
    'downloads.start: mirror must be a web address that begins with http:// or https://, not "file:///etc".',
  );
});
