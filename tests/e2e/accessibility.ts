import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What axe finds wrong with what is shown, or with what is `within` a selector, in words; nothing when all is well. */
export async function accessibilityProblems(page: Page, within = 'html'): Promise<string[]> {
  // A colour on its way from one theme to the other has the contrast of neither.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    // What is well need not be told in full, which takes most of the time.
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run(selector, { resultTypes: ['violations'] });
    return (await run).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, within);
}
