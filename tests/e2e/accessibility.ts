import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What axe finds wrong with what is shown, or with what is `within` a selector, in words; nothing when all is well. */
export async function accessibilityProblems(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(selector);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, within ?? 'html');
}
