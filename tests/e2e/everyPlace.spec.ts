import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { draw, seven } from './drawing.ts';
import { EveryLook } from './everyLook.ts';

test.setTimeout(240_000);

test('every place is accessible and fits, in light and dark, in a large and a small window and at 200% zoom', async ({
  app,
}) => {
  const { page } = app;
  const looks = new EveryLook(page);

  await test.step('Draw', async () => {
    await draw(page, seven);
    await expect(page.getByTestId('prediction')).toHaveText('7');
    await looks.check('Draw');
  });

  await test.step('Workbench', async () => {
    await app.open('Workbench');
    await looks.check('Workbench before a run');
    await train(page, 'First run', 'Spirals');
    await train(page, 'Second run', 'Built-in digits');
    for (const tab of await page.getByRole('tablist', { name: 'What to look at' }).getByRole('tab').all()) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await looks.check(`Workbench, ${await tab.innerText()}`);
    }
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
    await looks.check('Workbench, with all that can be opened');
    await page.getByRole('tab', { name: 'Curves' }).click();
    await page.getByRole('button', { name: 'Save the chart “Loss”' }).click();
    await looks.check('Workbench, the menu of a chart');
    await page.keyboard.press('Escape');
  });

  await test.step('Runs', async () => {
    await app.open('Runs');
    await page.getByLabel('Choose First run').check();
    await page.getByLabel('Choose Second run').check();
    await looks.check('Runs');
    await page.getByRole('button', { name: 'Actions for First run' }).click();
    await looks.check('Runs, the menu of one');
    await page.keyboard.press('Escape');
  });

  await test.step('Compare', async () => {
    await page.getByRole('button', { name: 'Compare 2 runs' }).click();
    await expect(page.getByTestId('compare-results')).toBeVisible();
    await looks.check('Compare');
  });

  await test.step('Data', async () => {
    await app.open('Data');
    await page.getByTestId('datasets').getByRole('button').filter({ hasText: 'Spirals' }).first().click();
    await expect(page.getByTestId('columns')).toBeVisible();
    await looks.check('Data');
  });

  expect(looks.problems).toEqual([]);
  expect(looks.checks).toBeGreaterThanOrEqual(48);
});

test('every dialog is accessible and fits, in light and dark, in a large and a small window and at 200% zoom', async ({
  app,
}) => {
  const { page } = app;
  const looks = new EveryLook(page);
  await app.open('Workbench');
  for (const name of ['Download…', 'Import…', 'Templates…', 'Designs…', 'Save', 'Several…']) {
    await page.getByRole('button', { name: name === 'Save' ? /^Save Ctrl/ : name }).click();
    await lookAtDialog(page, looks, name);
  }
  await page.keyboard.press('?');
  await lookAtDialog(page, looks, 'the shortcuts');
  expect(looks.problems).toEqual([]);
});

async function lookAtDialog(page: Page, looks: EveryLook, name: string): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible();
  await looks.check(name);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A short run. */
async function train(page: Page, name: string, dataset: string): Promise<void> {
  await page.getByLabel('Dataset').selectOption({ label: dataset });
  await page.getByLabel('Name of the run').fill(name);
  await page.getByLabel('Epochs', { exact: true }).fill('2');
  await page.getByTestId('start').click();
  await expect(page.getByRole('region', { name: 'Run' }).getByRole('heading', { name })).toBeVisible();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
}
