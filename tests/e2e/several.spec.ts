import { expect, test } from './app.ts';
import { accessibilityProblems } from './accessibility.ts';

test('a grid of settings is trained to the end, and stands in Compare', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByLabel('Dataset').selectOption({ label: 'Gaussian blobs' });
  await page.getByLabel('Epochs', { exact: true }).fill('20');
  await page.getByTestId('several').click();
  const dialog = page.getByRole('dialog', { name: 'Several runs' });
  const told = dialog.getByTestId('several-told');
  const start = dialog.getByTestId('start-several');
  await expect(start).toHaveText('Start 5 runs');

  await test.step('nonsense is told beside its field, and starts nothing', async () => {
    const seeds = dialog.getByLabel('Values of Seed');
    for (const nonsense of ['', 'one', '1-', '-4', '1-1000000000', '<img src=x onerror=alert(1)>']) {
      await seeds.fill(nonsense);
      await expect(seeds).toHaveAttribute('aria-invalid', 'true');
      await expect(start).toBeDisabled();
    }
    await expect(dialog.getByText('“<img”: A whole number from 0 to')).toBeVisible();
    await seeds.fill('1-150');
    await dialog.getByRole('button', { name: 'Vary another setting' }).click();
    await dialog.getByLabel('Setting 2').selectOption({ label: 'Batch size' });
    await dialog.getByLabel('Values of Batch size').fill('8, 16');
    await expect(told).toHaveText(/These would be 300 runs; at most 200/);
    await dialog.getByLabel('Values of Batch size').fill('999999');
    await expect(told).toHaveText(/seed 1” cannot be trained\. A batch of 999,999 is larger/);
    await expect(start).toBeDisabled();
  });

  await dialog.getByLabel('Values of Seed').fill('1, 2');
  await dialog.getByLabel('Values of Batch size').fill('8 16');
  await expect(told).toHaveText(/^4 runs \(2 × 2\)/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await start.click();
  await expect(dialog).toBeHidden();

  const queue = page.getByTestId('queue');
  await queue.getByText('Each of them, in their order').click();
  await expect(queue.getByRole('listitem')).toHaveCount(4);
  await expect(queue.getByTestId('queue-told')).toHaveText('4 of 4 done', { timeout: 30_000 });
  expect(await accessibilityProblems(page)).toEqual([]);

  await queue.getByRole('button', { name: 'Compare them' }).click();
  await expect(page.getByTestId('compare-settings').getByRole('row', { name: /^Seed/ }).getByRole('cell')).toHaveText([
    '1',
    '1',
    '2',
    '2',
  ]);
  await expect(
    page
      .getByTestId('compare-settings')
      .getByRole('row', { name: /^Batch size/ })
      .getByRole('cell'),
  ).toHaveText(['8', '16', '8', '16']);
});
