import type { Page } from '@playwright/test';
import type { Figure } from './figures.ts';
import { openTab } from './workbench.ts';
import { pressAndPaint } from './watch.ts';

const layers = 10;
const units = 1024;

/** How soon a change is drawn of a design of ten layers of 1,024 units. */
export async function measureDesigner(page: Page, repetitions: number): Promise<Figure[]> {
  await openTab(page, 'Network');
  const fields = page.getByLabel(/^Units of hidden layer \d+$/);
  while ((await fields.count()) < layers) await page.getByRole('button', { name: 'Add a hidden layer' }).click();
  for (let layer = 1; layer <= layers; layer++) {
    await page.getByLabel(`Units of hidden layer ${layer}`, { exact: true }).fill(String(units));
  }
  const field = page.getByLabel('Units of hidden layer 5', { exact: true });
  await field.focus();
  const keys = Array.from({ length: 4 * repetitions }, (_, index) => (index % 2 === 0 ? 'ArrowUp' : 'ArrowDown'));
  await pressAndPaint(page, ['ArrowUp']);
  const changed = await field.inputValue();
  if (changed === String(units)) throw new Error('The arrow key did not change the units.');
  const values = await pressAndPaint(page, keys);
  return [{ what: 'a change in the designer is drawn', values, unit: 'ms', target: 32 }];
}
