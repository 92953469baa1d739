import { expect, test } from './app.ts';

test('an engine that is killed in the middle of a run: the page says so, and the run goes on to its end', async ({
  app,
}) => {
  const { page } = app;
  app.expectErrors(/WebSocket/);
  await app.open('Workbench');
  await page.getByLabel('Name of the run').fill('Interrupted run');
  await page.getByLabel('Epochs', { exact: true }).fill('12');
  await page.getByTestId('start').click();
  // The first epoch has ended, so there is a checkpoint to resume from.
  await expect(page.getByTestId('test-accuracy')).toHaveText(/\d/, { timeout: 60_000 });
  await expect(page.getByTestId('run-status')).toHaveText('Training');

  const first = await app.engine();
  await app.killEngine();
  await expect(page.getByText('Lamina’s engine has ended')).toBeVisible();
  await expect(page.getByText('Lamina’s engine has ended')).toBeHidden({ timeout: 30_000 });
  await expect(page.getByTestId('run-status')).toHaveText('Interrupted');
  expect(await app.engine()).not.toBe(first);

  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('“Interrupted run” was interrupted.');
  await notices.getByRole('button', { name: 'Resume' }).click();
  await expect(notices).not.toContainText('was interrupted');
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 90_000 });
  await app.open('Runs');
  const row = page.getByTestId('runs-table').getByRole('row', { name: 'Interrupted run' });
  await expect(row.getByRole('cell', { name: '12', exact: true })).toBeVisible();
});
