import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from './app.ts';

/** Two kinds of leaves that their length tells apart, in 200 rows. */
const leaves = `length,width,colour,kind\n${Array.from({ length: 200 }, (_, row) => {
  const isOak = row % 2 === 0;
  return `${(isOak ? 2 : 6) + (row % 7) / 10},${1 + (row % 5) / 10},${row % 3 === 0 ? 'red' : 'green'},${isOak ? 'oak' : 'ash'}`;
}).join('\n')}\n`;

test('a table is chosen, looked at, imported by the page and learned from; a hostile one is refused', async ({
  app,
}) => {
  const { page } = app;
  await app.open('Workbench');
  const dialog = page.getByRole('dialog', { name: 'Import data' });
  await page.getByRole('button', { name: 'Import…' }).click();

  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['a,b,y\n1,2,x\n1,2\n'], 'ragged.csv'));
    return transfer;
  });
  await dialog.getByRole('group', { name: 'Files to import' }).dispatchEvent('drop', { dataTransfer: dropped });
  await expect(dialog.getByRole('alert')).toContainText('Row 3 of ragged.csv has 2 cells, but the first row has 3.');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();

  const file = { name: 'leaves.csv', mimeType: 'text/csv', buffer: Buffer.from(leaves) };
  await dialog.getByLabel('Files', { exact: true }).setInputFiles(file);
  await expect(dialog.getByTestId('import-summary')).toHaveText('200 rows, 4 columns');
  await expect(dialog.getByLabel('Use of kind')).toHaveValue('label');
  await dialog.getByLabel('Use of colour').selectOption('Leave out');
  await dialog.getByLabel('Use of kind').selectOption('Leave out');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await dialog.getByLabel('Use of kind').selectOption('Label');
  await dialog.getByLabel('Name', { exact: true }).fill('Leaves of two trees');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByText('200 examples of 2 numbers, in 2 classes', { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel('Dataset').locator('option:checked')).toHaveText('Leaves of two trees');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
  await expect(page.getByTestId('test-accuracy')).toHaveText('100.00%');
});

test('a folder of pictures is imported by the page, at the size that was chosen', async ({ app }) => {
  const { page } = app;
  const place = await mkdtemp(join(tmpdir(), 'lamina-pictures-'));
  const folder = join(place, 'shapes');
  for (const kind of ['bars', 'dots']) {
    await mkdir(join(folder, kind), { recursive: true });
    for (let number = 0; number < 6; number++) {
      const isInk = (x: number, y: number) => (kind === 'bars' ? x === 3 : (x + y + number) % 4 === 0);
      const data = Uint8Array.from({ length: 64 }, (_, i) => (isInk(i % 8, Math.floor(i / 8)) ? 255 : 0));
      await writeFile(join(folder, kind, `${number}.png`), encode({ width: 8, height: 8, channels: 1, data }));
    }
  }
  await app.open('Workbench');
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import data' });
  await dialog.getByLabel('Folder', { exact: true }).setInputFiles(folder);
  await expect(dialog.getByTestId('import-summary')).toHaveText('12 pictures in 2 classes');
  await dialog.getByLabel('Height in pixels').fill('8');
  await dialog.getByLabel('Width in pixels').fill('8');
  await expect(dialog.getByRole('img', { name: 'bars' })).toHaveJSProperty('width', 8);
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('shapes');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('12 pictures of 8 by 8, in 2 classes', { exact: false }).first()).toBeVisible();
  await rm(place, { recursive: true });
});
