import { expect, test } from './app.ts';

test('the learning rate is changed while a run goes on, and stands in its history', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByLabel('Name of the run').fill('Changed');
  await page.getByLabel('Epochs', { exact: true }).fill('500');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Training');
  const rate = page.getByLabel('Learning rate of this run');
  await expect(rate).toHaveValue('0.1');
  await expect(page.getByTestId('test-accuracy')).toHaveText(/\d/, { timeout: 60_000 });

  await test.step('nonsense is told, and changes nothing', async () => {
    await rate.fill('-3');
    await expect(rate).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByText('A number from 1e-9 to 1,000.')).toBeVisible();
    await expect(page.getByTestId('start')).toBeEnabled();
    await rate.press('Escape');
    await expect(rate).toHaveValue('0.1');
  });

  await rate.fill('0.025');
  await app.open('Runs');
  await page.getByTestId('runs-table').getByRole('button', { name: 'Changed', exact: true }).click();
  const changes = page.getByTestId('learning-rates').getByRole('listitem');
  await expect(changes).toHaveText([/^from batch [\d,]+, epoch \d+: 0\.025$/]);

  await app.open('Workbench');
  await expect(rate).toHaveValue('0.025');
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('run-status')).toHaveText('Stopped');
  await expect(rate).toBeHidden();
});
