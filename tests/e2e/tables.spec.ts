import { expect, test } from './app.ts';

test('a table of numbers is chosen, shown, learned from and not offered to the pad', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  const dataset = page.getByLabel('Dataset');

  await dataset.selectOption({ label: 'Spirals' });
  await expect(page.getByText('1,000 examples of 2 numbers, in 2 classes')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'class' })).toBeVisible();

  await dataset.selectOption({ label: 'Noisy plane' });
  await expect(page.getByText('500 examples of 2 numbers, with 1 number to be predicted')).toBeVisible();
  await expect(page.getByRole('table', { name: 'The first examples' }).getByRole('row')).toHaveCount(6);
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
  await expect(page.getByText('Test R²', { exact: true })).toBeVisible();
  expect(Number.parseFloat(await page.getByTestId('test-accuracy').innerText())).toBeGreaterThan(0.9);
  await expect(page.getByRole('button', { name: 'Draw with it' })).toHaveCount(0);

  await app.open('Runs');
  await expect(page.getByTestId('runs-table').locator('tr[data-run]').filter({ hasText: 'R² 0.' })).toHaveCount(1);
});
