import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';
import { expect, test } from './app.ts';

const hostileName = '<img src=x onerror="document.title=1">, "=1+1"';

test('a table is looked at, made again with other settings, exported, learned from and erased', async ({ app }) => {
  const { page } = app;
  await app.open('Data');
  await choose(page, 'Spirals');
  await page.getByRole('button', { name: 'Make them now' }).click();
  await expect(page.getByTestId('columns').getByRole('row')).toHaveCount(3);
  await expect(page.getByRole('img', { name: '1,000 points: y over x, by class: 0, 1' })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  await test.step('settings that cannot be are refused; good ones make a dataset', async () => {
    await page.getByRole('button', { name: 'Make another…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make another' });
    await dialog.getByLabel('Examples').fill('1e9');
    await expect(dialog.getByRole('button', { name: 'Make it' })).toBeDisabled();
    await expect(dialog.getByText('A whole number from 2 to 100,000.')).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByLabel('Examples').fill('60');
    await dialog.getByLabel('Noise').fill('0.5');
    await dialog.getByLabel('Seed').press('Enter');
    await expect(page.getByRole('heading', { name: 'Spirals, noise 0.5, 60 examples, seed 2' })).toBeVisible();
    await expect(page.getByText('60 examples of 2 numbers, in 2 classes')).toBeVisible();
    await page.getByText('Numbers of the class balance').click();
    await expect(page.getByTestId('class-balance').getByRole('row').nth(1)).toHaveText('03050.00%');
  });

  await test.step('a hostile name is just a name', async () => {
    await page.getByRole('button', { name: 'Rename the dataset' }).click();
    await page.getByLabel('Name of the dataset').fill(hostileName);
    await page.getByLabel('Name of the dataset').press('Enter');
    await expect(page.getByRole('heading', { name: hostileName, exact: true })).toBeVisible();
    await expect(page).toHaveTitle('Data · Lamina');
  });

  await test.step('its rows are the lines of the exported file', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('img-src-x-onerror-document-title-1-1-1.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(61);
    await page.getByLabel('Example', { exact: true }).fill('59');
    await page.getByRole('button', { name: 'Go to it' }).click();
    const row = page.getByTestId('rows').getByRole('row').last();
    await expect(row.getByRole('rowheader')).toHaveText('59');
    const shown = await row.getByRole('cell').allInnerTexts();
    const [x, y, name] = lines[60].split(',');
    expect(shown.map((text) => text.replace('−', '-'))).toEqual([figures(x), figures(y), name]);
  });

  await test.step('a run on it is counted, and told before its examples are erased', async () => {
    await page.getByRole('button', { name: 'Train on this' }).click();
    await expect(page.getByLabel('Dataset')).toHaveValue(/./);
    await page.getByLabel('Name of the run').fill('Dependent');
    await page.getByTestId('start').click();
    await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
    await app.open('Data');
    await expect(page.getByTestId('dataset-runs')).toContainText('1 run');
    await page.getByRole('button', { name: 'Move to the trash' }).click();
    await expect(page.locator('[data-focus="dataset"][aria-current]')).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).click();
    await choose(page, hostileName);
    await page.getByRole('button', { name: 'Move to the trash' }).click();
    await page.getByRole('button', { name: 'Trash (1)' }).click();
    await page.getByRole('button', { name: 'Erase for good…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('540 bytes');
    await expect(dialog.getByRole('listitem')).toHaveText(['Dependent']);
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await expect(page.getByText('Made when first used')).toBeVisible(); // as its noise and seed are known
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByText('The trash is empty')).toBeVisible();
  });
});

test('60,000 pictures hang on a wall, are found by class and by number, and leave as IDX', async ({ app }) => {
  const { page } = app;
  await app.open('Data');
  await choose(page, 'Built-in digits');
  await page.getByRole('button', { name: 'Make them now' }).click();
  const wall = page.getByTestId('wall');
  await expect(wall).toBeVisible({ timeout: 60_000 });
  const closer = page.getByTestId('closer').getByRole('paragraph');

  await test.step('the first under the pointer, the last by its number', async () => {
    await page.getByRole('option', { name: 'Example 0: 0' }).hover();
    await expect(closer).toHaveText(['0', 'Example 0']);
    await goTo(page, '59999');
    await expect(closer).toHaveText(['9', 'Example 59,999']);
    expect(await page.getByRole('option').count()).toBeLessThan(1000);
  });

  await test.step('a number that is too large leads nowhere', async () => {
    await goTo(page, '60000');
    await expect(page.getByText('A whole number from 0 to 59,999.')).toBeVisible();
    await expect(page.getByRole('option', { name: 'Example 59,999: 9' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('one class alone, by keyboard', async () => {
    await page.getByLabel('Class', { exact: true }).selectOption({ label: '7 (6,000)' });
    await expect(page.getByRole('listbox', { name: '6,000 pictures of Built-in digits' })).toBeVisible();
    await wall.focus();
    await wall.press('End');
    await expect(closer).toHaveText(['7', 'Example 59,997']);
    await wall.press('ArrowLeft');
    await expect(closer).toHaveText(['7', 'Example 59,987']);
  });

  await test.step('a number of another class shows all again', async () => {
    await goTo(page, '12');
    await expect(closer).toHaveText(['2', 'Example 12']);
    await expect(page.getByLabel('Class', { exact: true })).toHaveValue('all');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityProblems(page)).toEqual([]);
  }

  await test.step('as two files', async () => {
    const saved: Promise<[string, number]>[] = [];
    page.on('download', (download) => {
      const size = async () => (await readFile(await download.path())).length;
      saved.push(size().then((bytes) => [download.suggestedFilename(), bytes]));
    });
    await page.getByRole('button', { name: 'Export as IDX' }).click();
    await expect.poll(() => saved.length, { timeout: 60_000 }).toBe(2);
    expect(await Promise.all(saved)).toEqual([
      ['built-in-digits-images-idx3-ubyte', 16 + 60_000 * 784],
      ['built-in-digits-labels-idx1-ubyte', 8 + 60_000],
    ]);
  });
});

async function choose(page: Page, name: string): Promise<void> {
  await page.getByTestId('datasets').getByRole('button').filter({ hasText: name }).first().click();
}

async function goTo(page: Page, index: string): Promise<void> {
  await page.getByLabel('Example', { exact: true }).fill(index);
  await page.getByLabel('Example', { exact: true }).press('Enter');
}

/** A number of the file as the page writes it: with four figures. */
function figures(text: string): string {
  return Number(text).toPrecision(4);
}
