import { expect, test } from '../app.ts';

test('a page that is closed while a run is trained asks first, and the run goes on without it', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByLabel('Dataset', { exact: true }).selectOption('circles');
  await page.getByLabel('Epochs', { exact: true }).fill('100000');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Training');
  await expect(page.getByTestId('test-accuracy')).toHaveText(/\d/);
  const epochs = async (of: typeof page) =>
    Number(/Epoch ([\d,]+)/.exec(await of.getByTestId('epoch').innerText())![1].replaceAll(',', ''));
  const before = await epochs(page);

  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  const other = await page.context().newPage();
  await question.accept();
  await expect.poll(() => page.isClosed()).toBe(true);

  await other.goto(`${new URL(page.url()).origin}/#/workbench`);
  await expect(other.getByTestId('run-status')).toHaveText('Training');
  await expect.poll(() => epochs(other)).toBeGreaterThan(before);
  await other.getByTestId('stop').click();
  await expect(other.getByTestId('run-status')).toHaveText('Stopped');
});
