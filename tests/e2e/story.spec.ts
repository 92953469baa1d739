import type { Page } from '@playwright/test';
import { expect, test, type App } from './app.ts';
import { draw, one, seven } from './drawing.ts';
import { isRunning } from './processes.ts';

test('draw a 7, see 7: at first launch, with the bundled model', async ({ app }) => {
  await expect(app.page.getByRole('heading', { name: 'Draw a digit' })).toBeVisible();
  await draw(app.page, seven);
  await expect(app.page.getByTestId('prediction')).toHaveText('7');
  await app.page.getByRole('button', { name: 'Clear' }).click();
  await draw(app.page, one);
  await expect(app.page.getByTestId('prediction')).toHaveText('1');
});

test('design, train, keep, compare, draw with the result, and find it all again', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await expect(page.getByLabel('Units of hidden layer 1')).toHaveValue('128');
  await expect(page.getByLabel('Activation of hidden layer 1')).toHaveValue('relu');

  await test.step('watch a run, pause it, go on, and stop it', async () => {
    await startRun(page, 'First run', 50);
    await expect(page.getByTestId('run-status')).toHaveText('Training');
    await expect(page.getByTestId('progress')).toBeVisible();
    const run = page.getByRole('region', { name: 'Run' });
    await expect(run.getByText(/^[\d,]+ examples\/s$/)).toBeVisible();
    await expect(run.getByText(/ left$/)).toBeVisible();
    await numberMoves(page, 'test-loss');
    await numberMoves(page, 'test-accuracy');

    await page.getByTestId('pause').click();
    await expect(page.getByTestId('run-status')).toHaveText('Paused');
    await page.getByTestId('continue').click();
    await expect(page.getByTestId('run-status')).toHaveText('Training');
    await page.getByTestId('stop').click();
    await expect(page.getByTestId('run-status')).toHaveText('Stopped');
  });

  await test.step('train another to its end', async () => {
    await startRun(page, 'Second run', 2);
    await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
    expect(await accuracy(page)).toBeGreaterThan(93);
  });
  const shown = await page.getByTestId('test-accuracy').innerText();

  await test.step('find both in the table, and compare them', async () => {
    await app.open('Runs');
    const rows = page.getByTestId('runs-table').locator('tr[data-run]');
    await expect(rows).toHaveCount(3); // with the bundled model
    await expect(row(page, 'Second run')).toContainText('Finished');
    await expect(row(page, 'Second run')).toContainText(shown);
    await expect(row(page, 'First run')).toContainText('Stopped');
    await page.getByLabel('Choose First run').check();
    await page.getByLabel('Choose Second run').check();
    await page.getByRole('button', { name: 'Compare 2 runs' }).click();

    const settings = page.getByTestId('compare-settings');
    await expect(settings).toContainText('First run');
    await expect(settings).toContainText('Second run');
    const epochs = settings.getByRole('row', { name: /^Epochs/ });
    await expect(epochs.getByRole('cell')).toHaveText(['50', '2']);
    await expect(page.locator('canvas').first()).toBeVisible();
  });

  await test.step('draw with the new run', () => drawWith(app, 'Second run'));

  await test.step('close everything, start again: it is all still there', async () => {
    const engine = await app.engine();
    await app.end();
    await expect.poll(() => isRunning(engine)).toBe(false);
    await app.start();
    await app.open('Runs');
    await expect(row(app.page, 'Second run')).toContainText(shown);
    await expect(row(app.page, 'First run')).toContainText('Stopped');
    await drawWith(app, 'Second run');
  });
});

async function startRun(page: Page, name: string, epochs: number): Promise<void> {
  await page.getByLabel('Name of the run').fill(name);
  await page.getByLabel('Epochs', { exact: true }).fill(String(epochs));
  await page.getByTestId('start').click();
  await expect(page.getByRole('region', { name: 'Run' }).getByRole('heading', { name })).toBeVisible();
}

/** Waits until a number is shown, and then until another one is. */
async function numberMoves(page: Page, testId: string): Promise<void> {
  const number = page.getByTestId(testId);
  await expect(number).toHaveText(/\d/, { timeout: 60_000 });
  const before = await number.innerText();
  await expect(number).not.toHaveText(before, { timeout: 30_000 });
}

/** The test accuracy on the screen, in percent. */
async function accuracy(page: Page): Promise<number> {
  return Number.parseFloat(await page.getByTestId('test-accuracy').innerText());
}

function row(page: Page, name: string) {
  return page.getByTestId('runs-table').getByRole('row', { name });
}

async function drawWith(app: App, run: string): Promise<void> {
  const { page } = app;
  await app.open('Runs');
  await row(page, run)
    .getByRole('button', { name: `Actions for ${run}` })
    .click();
  await page.getByRole('menuitem', { name: 'Draw with it' }).click();
  await expect(page.getByRole('article', { name: run })).toBeVisible();
  const clear = page.getByRole('button', { name: 'Clear' });
  if (await clear.isEnabled()) await clear.click();
  await draw(page, seven);
  await expect(page.getByTestId('prediction')).toHaveText('7');
}
