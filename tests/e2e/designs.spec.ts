import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';
import { expect, test } from './app.ts';

/** Drops a file on the window, away from any field. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([title, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], title));
      return transfer;
    },
    [name, text] as const,
  );
  await page.getByRole('main').dispatchEvent('drop', { dataTransfer });
}

test('a design from a template is mended by advice, saved, exported, dropped back and trained', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByRole('button', { name: 'Templates…' }).click();
  expect(await accessibilityProblems(page, '[role="dialog"]')).toEqual([]);
  await page.getByRole('button', { name: '2-D playground' }).click();
  await expect(page.getByLabel('Dataset').locator('option:checked')).toHaveText('Spirals');
  await expect(page.getByTestId('advice')).toHaveText('Nothing stands out in this network and its training.');

  const rate = page.getByLabel('Learning rate', { exact: true });
  await rate.fill('2');
  await expect(page.getByTestId('advice')).toContainText('A learning rate of 2 is far above');
  await page.getByTestId('mend').click();
  await expect(rate).toHaveValue('0.001');
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(rate).toHaveValue('2');
  await page.getByRole('button', { name: 'Why?' }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await rate.fill('0.01');
  await expect(page.getByTestId('advice')).toContainText('Nothing stands out');
  await page.getByLabel('Activation of hidden layer 1').selectOption('step');
  await expect(page.getByTestId('start')).toBeDisabled();
  // The one beside the problem; its place is taken by the heading.
  await page.getByRole('button', { name: 'Use sigmoid' }).first().click();
  await expect(page.getByTestId('start')).toBeEnabled();
  await expect(page.getByRole('heading', { name: 'Workbench' })).toBeFocused();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Activation of hidden layer 1')).toHaveValue('tanh');

  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog', { name: 'Save this design' }).getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Two spirals');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('design-name')).toHaveText('Two spirals');
  await page.getByLabel('Units of hidden layer 1').fill('20');
  await expect(page.getByTestId('design-name')).toHaveText('Two spirals · edited');

  await page.reload();
  await expect(page.getByTestId('design-name')).toHaveText('Two spirals · edited');
  await page.getByRole('button', { name: 'Designs…' }).click();
  const designs = page.getByRole('dialog', { name: 'Designs' });
  expect(await accessibilityProblems(page, '[role="dialog"]')).toEqual([]);
  const download = page.waitForEvent('download');
  await designs.getByRole('button', { name: 'Export Two spirals' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('two-spirals.design.json');
  const text = await readFile(await file.path(), 'utf8');
  await designs.getByRole('button', { name: /^Two spirals/ }).click();
  await expect(page.getByLabel('Units of hidden layer 1')).toHaveValue('16');

  await page.getByRole('button', { name: 'Remove hidden layer 1' }).click();
  await drop(page, 'newer.design.json', text.replace('"version": 1', '"version": 2'));
  const refusal = 'newer.design.json was written by a newer Lamina (format 2; this one reads up to 1).';
  await expect(page.getByText(refusal)).toBeVisible();
  await drop(page, 'song.mp3', '');
  await expect(page.getByText('song.mp3 is nothing that Lamina reads.')).toBeVisible();
  await app.open('Draw');
  await drop(page, 'two-spirals.design.json', text);
  await expect(page.getByLabel('Units of hidden layer 2')).toHaveValue('16');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
  await expect(page.getByTestId('test-accuracy')).toHaveText(/^(9[89]|100)\.\d\d%$/);
});
