import { accessibilityProblems } from './accessibility.ts';
import { expect, test } from './app.ts';

test('a run is stepped through, batch by batch and to the end of an epoch, by buttons and by keys', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByLabel('Dataset', { exact: true }).selectOption('circles');
  await page.getByLabel('Name of the run').fill('Stepped');
  await page.getByRole('button', { name: 'Start, and pause soon' }).click();
  await page.getByRole('menuitem', { name: 'Start, and pause after a batch' }).click();
  await expect(page.getByTestId('run-status')).toHaveText('Paused');
  await expect(page.getByTestId('batch')).toHaveText(/^Batch 1 of \d+$/);
  await expect(page.getByTestId('batch-loss')).toHaveText(/^\d\.\d+$/);
  const batches = Number(/of (\d+)/.exec(await page.getByTestId('batch').innerText())![1]);

  await page.getByTestId('step-batch').click();
  await expect(page.getByTestId('batch')).toHaveText(`Batch 2 of ${batches}`);
  await page.keyboard.press('s');
  await expect(page.getByTestId('batch')).toHaveText(`Batch 3 of ${batches}`);

  await test.step('a page that is opened anew knows where it is', async () => {
    const loss = await page.getByTestId('batch-loss').innerText();
    await page.reload();
    await expect(page.getByTestId('batch')).toHaveText(`Batch 3 of ${batches}`);
    await expect(page.getByTestId('batch-loss')).toHaveText(loss);
  });

  await test.step('letters in a field are text, and no shortcuts', async () => {
    await page.getByLabel('Name of the run').press('s');
    await expect(page.getByLabel('Name of the run')).toHaveValue(/s/);
    await expect(page.getByTestId('batch')).toHaveText(`Batch 3 of ${batches}`);
  });

  await page.getByTestId('step-epoch').click();
  await expect(page.getByTestId('batch')).toHaveText(`Batch ${batches} of ${batches}`);
  await expect(page.getByTestId('epoch')).toHaveText(/^Epoch 1 of /);
  await expect(page.getByTestId('test-accuracy')).toHaveText(/^\d+\.\d\d%$/);

  await test.step('“?” tells every key', async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
      'Step to the end of the epoch',
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
  await page.getByTestId('stop').click();
  await expect(page.getByTestId('run-status')).toHaveText('Stopped');
});
