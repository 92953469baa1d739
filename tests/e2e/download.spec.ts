import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mirror, putSmall, silentAfter, status } from '../main/engine/downloads/mirror.ts';
import { expect, test } from './app.ts';

let mirror: Mirror;
let folder: string;

// The engine is a child of this process, and so finds the list of a mirror on this very machine.
test.beforeAll(async () => {
  mirror = new Mirror();
  await mirror.open();
  folder = await mkdtemp(join(tmpdir(), 'lamina-list-'));
  const list = join(folder, 'downloads.json');
  const downloads = [putSmall(mirror, 'small', [`${mirror.address}small/`])];
  await writeFile(list, JSON.stringify({ downloads }));
  process.env['LAMINA_DOWNLOADS'] = list;
});
test.afterAll(async () => {
  delete process.env['LAMINA_DOWNLOADS'];
  await mirror.close();
  await rm(folder, { recursive: true });
});

test('a dataset is downloaded when it is asked for: stopped, gone on with, refused, tried again', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByRole('button', { name: 'Download…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download a dataset' });
  const small = dialog.getByRole('listitem', { name: 'Small' });
  await expect(small.getByText('Licence: CC0.')).toBeVisible();
  expect(mirror.asked).toEqual([]);

  await test.step('stopped half-way, it keeps what has come', async () => {
    mirror.next('small/images.gz', silentAfter(1000));
    await small.getByRole('button', { name: 'Download: Small' }).click();
    const bar = small.getByRole('progressbar', { name: 'Downloading Small' });
    await expect(bar).not.toHaveAttribute('aria-valuenow', '0');
    await small.getByRole('button', { name: 'Stop Small' }).click();
    await expect(small.getByText(/^1\.00 kB of .* are here/)).toBeVisible();
  });

  await test.step('a mirror that fails is told, with what to do', async () => {
    mirror.next('small/images.gz', status(404));
    await small.getByRole('button', { name: 'Go on: Small' }).click();
    const problem = small.getByRole('alert');
    await expect(problem).toContainText('Small could not be downloaded: 127.0.0.1');
    await expect(problem).toContainText('answers 404 for images.gz.');
    await expect(problem).toContainText('use the built-in digits');
  });

  await test.step('tried again, it goes on where it was', async () => {
    await small.getByRole('button', { name: 'Try again: Small' }).click();
    await expect(small.getByText('Here already')).toBeVisible();
    expect(mirror.asked[2]).toEqual({ path: '/small/images.gz', range: 'bytes=1000-' });
  });

  await page.keyboard.press('Escape');
  await page.getByLabel('Dataset').selectOption({ label: 'Small' });
  await expect(page.getByText('120 pictures of 4 by 4, in 3 classes')).toBeVisible();
});
