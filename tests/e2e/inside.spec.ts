import type { Page } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';
import { expect, test } from './app.ts';

test('the inside of a network is looked into while it learns, and its mistakes are looked at one by one', async ({
  app,
}) => {
  const { page } = app;

  await test.step('decision regions of a table, live and at the end', async () => {
    await app.open('Workbench');
    await page.getByLabel('Dataset', { exact: true }).selectOption({ label: 'Spirals' });
    await page.getByRole('tab', { name: 'Inside' }).click();
    await expect(page.getByText('No run to look into')).toBeVisible();
    // Long enough to be met while it goes on.
    await page.getByLabel('Epochs', { exact: true }).fill('900');
    await page.getByTestId('start').click();
    await page.getByRole('tab', { name: 'Inside' }).click();
    await expect(page.getByTestId('inside-moment')).toContainText('(live)');
    await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
    await expect(page.getByTestId('inside-moment')).toHaveText('As of batch 22,500, after epoch 900 (checkpoint)');
    // Two spirals wind around each other: each class has about half of the plane.
    const regions = page.getByRole('img', { name: /^Decision regions over x and y: [01] on [3-6]\d\.\d%, [01] on/ });
    await expect(regions).toBeVisible();
    await expect(page.getByRole('listbox', { name: 'What 64 units of hidden layer 1 give' })).toBeVisible();
    await expect(page.getByTestId('health')).toContainText(/well|wrong/);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  await test.step('what is turned off is gone, and stays so', async () => {
    await page.getByRole('checkbox', { name: 'First-layer weights' }).uncheck();
    await expect(page.getByTestId('first-layer')).toHaveCount(0);
    await page.getByRole('tab', { name: 'Curves' }).click();
    await page.getByRole('tab', { name: 'Inside' }).click();
    await expect(page.getByTestId('surface')).toBeVisible();
    await expect(page.getByTestId('first-layer')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'First-layer weights' }).check();
    await expect(page.getByTestId('first-layer')).toBeVisible();
  });

  await test.step('the matrix counts every test example', async () => {
    await learnFewDigits(app, page);
    await page.getByRole('tab', { name: 'Inside' }).click();
    const wall = page.getByRole('listbox', { name: 'Weights into 64 units of hidden layer 1' });
    await wall.focus();
    await wall.press('End');
    await expect(page.getByTestId('first-layer').locator('figcaption')).toContainText('Unit 64');
    await page.getByRole('tab', { name: 'Mistakes' }).click();
    await expect(page.getByTestId('confusion-total')).toContainText('of 120 test examples right');
    const counts = await page.getByTestId('confusion').locator('[data-cell]').allInnerTexts();
    expect(counts).toHaveLength(100);
    expect(counts.reduce((sum, text) => sum + Number(text), 0)).toBe(120);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  });

  await test.step('a cell is gone to by keyboard, and shows as many pictures as it counts', async () => {
    const first = page.locator('[data-cell="0 0"]');
    await first.focus();
    await first.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const cell = page.locator('[data-cell="1 1"]');
    await expect(cell).toBeFocused();
    await page.keyboard.press('Enter');
    const examples = page.getByTestId('cell-examples');
    await expect(examples.getByRole('heading')).toHaveText('1, told rightly');
    await expect(examples.getByRole('listitem')).toHaveCount(Number(await cell.innerText()));
    await examples.getByRole('button', { name: 'Close these examples' }).click();
    await expect(cell).toBeFocused();
  });
});

async function learnFewDigits(app: { open(place: 'Data'): Promise<void> }, page: Page): Promise<void> {
  await app.open('Data');
  await page.getByTestId('datasets').getByRole('button').filter({ hasText: 'Built-in digits' }).first().click();
  await page.getByRole('button', { name: 'Make another…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make another' });
  await dialog.getByLabel('Examples').fill('600');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('button', { name: 'Train on this' }).click({ timeout: 60_000 });
  await page.getByLabel('Epochs', { exact: true }).fill('20');
  await page.getByLabel('Name of the run').fill('Few digits');
  await page.getByTestId('start').click();
  await expect(page.getByRole('heading', { name: 'Few digits' })).toBeVisible();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
}
