import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What axe finds wrong with what is shown, in words; nothing when all is well. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // What is well need not be told in full, which takes most of the time.
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
    return (await run).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
