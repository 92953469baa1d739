import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

const hostileName = '<b>"run"</b>, =1+1';

test('the charts of a run are zoomed, and saved as a picture, a drawing and numbers', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  await page.getByLabel('Dataset').selectOption({ label: 'Spirals' });
  await page.getByLabel('Name of the run').fill(hostileName);
  await page.getByLabel('Epochs', { exact: true }).fill('5');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Curves' }).click();
  const loss = page.getByRole('img', { name: /^Loss\. Newest values:/ });

  await test.step('drag to zoom, double-click to show all', async () => {
    const showAll = page.getByRole('button', { name: 'Show all' }).first();
    await expect(showAll).toBeHidden();
    const box = (await loss.boundingBox())!;
    await page.mouse.move(box.x + 100, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + 180, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect(showAll).toBeVisible();
    await loss.dblclick();
    await expect(showAll).toBeHidden();
  });

  await test.step('the drawing and the picture have the run’s name as their title', async () => {
    const svg = (await save(page, 'Loss', 'Drawing (SVG)')).toString();
    expect(svg).toContain('Loss · &lt;b&gt;&quot;run&quot;&lt;/b&gt;, =1+1</title>');
    const png = await save(page, 'Loss', 'Picture (PNG)');
    const width = /<svg [^>]*width="(\d+)/.exec(svg)![1];
    expect(png.readUInt32BE(16)).toBe(2 * Number(width));
  });

  await test.step('the numbers are those that are shown', async () => {
    const lines = (await save(page, 'Accuracy', 'Numbers (CSV)')).toString().trimEnd().split('\n');
    const test = lines.filter((line) => line.startsWith('"<b>""run""</b>, =1+1",accuracy,test,'));
    expect(test).toHaveLength(5);
    const last = Number(test[4].split(',').at(-2));
    await expect(page.getByTestId('test-accuracy')).toHaveText(`${(100 * last).toFixed(2)}%`);
  });
});

async function save(page: Page, chart: string, format: string): Promise<Buffer> {
  await page.getByRole('button', { name: `Save the chart “${chart}”` }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ]);
  return readFile(await download.path());
}
