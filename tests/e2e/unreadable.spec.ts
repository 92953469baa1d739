import { expect, test } from './app.ts';

test('a field that cannot be read keeps what was typed, and nothing is trained until it is mended', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  const start = page.getByTestId('start');
  const epochs = page.getByLabel('Epochs', { exact: true });
  await expect(start).toBeEnabled({ timeout: 60_000 });

  await epochs.fill('five');
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Seed').focus();
  await expect(epochs).toHaveValue('five');
  await expect(epochs).toHaveAttribute('aria-invalid', 'true');
  await expect(epochs).toHaveAccessibleDescription('A whole number from 1 to 1,000,000.');
  await expect(start).toBeDisabled();

  await page.keyboard.press('Control+Enter');
  await expect(epochs).toBeFocused();
  await app.open('Runs');
  await expect(page.getByTestId('runs-table').locator('tr[data-run]')).toHaveCount(1); // the bundled model alone
  await app.open('Workbench');

  await test.step('Escape puts the last good value back', async () => {
    await epochs.fill('0');
    await expect(start).toBeDisabled();
    await epochs.press('Escape');
    await expect(epochs).toHaveValue('5');
    await expect(start).toBeEnabled();
  });

  await test.step('a layer that is removed takes its bad size along', async () => {
    await page.getByLabel('Units of hidden layer 1').fill('many');
    await page.getByLabel('Seed').focus();
    await expect(start).toBeDisabled();
    await page.getByRole('button', { name: 'Remove hidden layer 1' }).click();
    await expect(start).toBeEnabled();
  });
});
