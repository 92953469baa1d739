import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readList } from '#main/engine/downloads/list.ts';
import { resourcesFolder } from '#main/host/paths.ts';

it('lists MNIST and Fashion-MNIST, each with two mirrors', async () => {
  const list = await readList(join(resourcesFolder, 'downloads.json'));
  expect(list.map(({ name }) => name)).toEqual(['mnist', 'fashion-mnist']);
  for (const { classes, mirrors } of list) {
    expect(classes).toHaveLength(10);
    expect(new Set(mirrors).size).toBe(2);
  }
});

it('says what is wrong with a list', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lamina-list-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'list.json');
  const problem = async (text: string) => {
    writeFileSync(path, text);
    return readList(path).catch((error: unknown) => (error as Error).message.replace(path, 'PATH'));
  };
  const beginning = 'The list of downloads, PATH, cannot be used: ';
  expect(await problem('{')).toBe(`${beginning}it is not JSON.`);
  expect(await problem('{"downloads": 1}')).toBe(`${beginning}downloads must be a list in square brackets.`);
  const file = { name: '../../climbs', bytes: 1, sha256: 'no' };
  const files = { images: file, labels: file, testImages: file, testLabels: file };
  const entry = { name: 'x', title: 'X', about: '', licence: 'Y', classes: ['a'], mirrors: ['ftp://x/'], files };
  const words = await problem(JSON.stringify({ downloads: [entry] }));
  expect(words).toContain('downloads.0.mirrors.0 must be a web address that begins with http:// or https://');
  expect(words).toContain('downloads.0.files.images.name must be a plain file name');
  expect(words).toContain('downloads.0.files.images.sha256 must be 64 hexadecimal digits');
  rmSync(path);
  expect(await readList(path).catch((error: unknown) => (error as Error).message)).toContain('ENOENT');
});
