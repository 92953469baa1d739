import { readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Mirror, putSmall, silentAfter } from '../engine/downloads/mirror.ts';
import { BuiltLamina, ending } from './builtLamina.ts';

let lamina: BuiltLamina;
let mirror: Mirror;

beforeAll(async () => {
  lamina = await BuiltLamina.make();
  mirror = new Mirror();
  await mirror.open();
  const list = lamina.path('downloads.json');
  await writeFile(list, JSON.stringify({ downloads: [putSmall(mirror, 'small', [])] }));
  process.env['LAMINA_DOWNLOADS'] = list;
});
afterAll(async () => {
  delete process.env['LAMINA_DOWNLOADS'];
  await mirror.close();
  await lamina.remove();
});

/** Bytes in the workspace's folder for downloads. */
function bytesThere(): number {
  const folder = join(lamina.workspace, 'downloads');
  try {
    const files = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, String(name))));
    return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  } catch {
    return 0;
  }
}

it.skipIf(process.platform === 'win32')('keeps at Ctrl+C what has come, and goes on from there', async () => {
  const words = ['download', 'small', '--mirror', mirror.address];
  mirror.next('small/images.gz', silentAfter(1000));
  const child = lamina.start(...words);
  const ended = ending(child);
  while (bytesThere() < 1000) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const { code, out, err } = await ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe('The download was stopped. What has come so far is kept.\nGo on with: lamina download small\n');
  expect(await lamina.json('download')).toMatchObject([{ name: 'small', bytesHere: 1000, dataset: null }]);

  const [dataset] = await lamina.json(...words);
  expect(dataset).toMatchObject({ name: 'Small', count: 120, testCount: 30, licence: 'CC0' });
  expect(mirror.asked[1]).toEqual({ path: '/small/images.gz', range: 'bytes=1000-' });
  expect(bytesThere()).toBe(0);
  expect((await lamina.run(...words)).err).toMatch(/^Here already is "Small": /);
});
