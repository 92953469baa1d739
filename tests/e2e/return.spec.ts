import { expect, test } from './app.ts';

test('a place that one returns to is as live as it was: a run goes on there, and is stopped', async ({ app }) => {
  const { page } = app;
  for (const place of ['Workbench', 'Draw', 'Workbench', 'Runs', 'Compare', 'Runs', 'Workbench'] as const)
    await app.open(place);

  await page.getByLabel('Name of the run').fill('Returned to');
  await page.getByLabel('Epochs', { exact: true }).fill('500');
  await page.getByTestId('start').click();
  const panel = page.getByRole('region', { name: 'Run' });
  await expect(panel.getByRole('heading', { name: 'Returned to' })).toBeVisible();
  await expect(page.getByTestId('run-status')).toHaveText('Training');
  await expect(page.getByTestId('pause')).toBeVisible();
  await expect(page.getByTestId('test-accuracy')).toHaveText(/\d/, { timeout: 60_000 });
  await panel.getByText('Numbers of Loss').click();
  const newest = panel.getByRole('region', { name: 'Loss, as a table' }).getByRole('rowheader').last();
  const before = await newest.innerText();
  await expect(newest).not.toHaveText(before, { timeout: 30_000 });

  await test.step('Runs: the row is there, and its epochs rise', async () => {
    await app.open('Runs');
    const row = page.getByTestId('runs-table').getByRole('row', { name: 'Returned to' });
    await expect(row).toContainText('Training');
    const epochs = row.getByRole('cell', { name: /^\d+ of 500$/ });
    const first = await epochs.innerText();
    await expect(epochs).not.toHaveText(first, { timeout: 30_000 });
    await page.getByLabel('Choose Returned to').check();
    await page.getByLabel(/^Choose Bundled/).check();
    await page.getByRole('button', { name: 'Compare 2 runs' }).click();
  });

  await test.step('Compare: the results move, and its end is seen there', async () => {
    const results = page.getByTestId('compare-results');
    const duration = results
      .getByRole('row', { name: /^Duration/ })
      .getByRole('cell')
      .first();
    const first = await duration.innerText();
    await expect(duration).not.toHaveText(first, { timeout: 30_000 });
    await app.open('Workbench');
    await page.getByTestId('stop').click();
    await expect(page.getByTestId('run-status')).toHaveText('Stopped');
    await app.open('Compare');
    await expect(results).toContainText('Stopped');
  });
});
