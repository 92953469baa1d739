import { accessibilityProblems } from './accessibility.ts';
import { expect, test } from './app.ts';

test('the coach says why a run overfits, and its suggestion is trained as a child of that run', async ({ app }) => {
  const { page } = app;
  const coach = page.getByTestId('coach');
  await app.open('Workbench');
  await page.getByLabel('Dataset').selectOption({ label: 'XOR' });
  await page.getByLabel('Optimizer').selectOption({ label: 'Adam' });
  await page.getByLabel('Learning rate', { exact: true }).fill('0.05');
  await page.getByLabel('Part to train on, in %').fill('5');
  await page.getByLabel('Batch size').fill('16');
  await page.getByLabel('Name of the run').fill('By heart');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });

  await test.step('one sentence names the state, the epochs and the numbers', async () => {
    await expect(coach).toHaveAttribute('data-state', 'overfitting');
    await expect(page.getByTestId('coach-sentence')).toHaveText(
      /^Overfitting\. The test loss was lowest in epoch \d+, at 0\.\d+, and has risen to 0\.\d+ in epoch \d+, while the training loss fell from 0\.\d+ to /,
    );
    await expect(coach.getByRole('status')).toHaveText('The coach says: Overfitting.');
  });

  await test.step('its reasons are a table, and reachable by keyboard', async () => {
    await coach.getByRole('button', { name: 'Why' }).press('Enter');
    await expect(coach.getByRole('row', { name: /^Test loss 0\.\d+ in epoch \d+ \(lowest\)/ })).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  const childOf = page.getByTestId('child-of');
  await test.step('a suggestion is an edit, which can be undone, and let go of', async () => {
    await coach.getByRole('button', { name: 'Dropout 0.2, stop early' }).click();
    await expect(childOf).toHaveText(/The next run is a child of “By heart”, with fresh weights\./);
    await expect(page.getByLabel('Name of the run')).toHaveValue('');
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await expect(childOf).toBeHidden();
    await coach.getByRole('button', { name: 'Dropout 0.2, stop early' }).click();
  });

  await page.getByLabel('Name of the run').fill('Held back');
  await page.getByTestId('start').click();
  await expect(page.getByRole('heading', { name: 'Held back' })).toBeVisible();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
  const childAccuracy = Number.parseFloat(await page.getByTestId('test-accuracy').innerText());

  await app.open('Runs');
  await page.getByTestId('runs-table').getByRole('button', { name: 'Held back', exact: true }).click();
  await expect(page.getByTestId('parent')).toHaveText('“By heart”, with fresh weights');
  expect(childAccuracy).toBeGreaterThan(50);
});
