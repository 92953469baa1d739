import { chromium, type Browser, type Page } from '@playwright/test';
import { startBrowserShell } from '../../e2e/shells.ts';
import { findBrowser } from '../../findBrowser.ts';
import { watchPage } from './watch.ts';

export interface OpenWorkbench {
  page: Page;
  close(): Promise<void>;
}

/** A headless Chromium; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const found = findBrowser((line) => console.log(line));
  if ('problem' in found) throw new Error(found.problem);
  const isRoot = process.getuid?.() === 0;
  // Chromium's sandbox does not work for the root user.
  const args = ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath: found.path, args });
}

/** What was built last, in its browser shell, at the Workbench. `prepare` is given the page before anything is loaded. */
export async function openWorkbench(
  browser: Browser,
  workspace: string,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<OpenWorkbench> {
  const shell = await startBrowserShell(workspace);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await prepare(page);
  await page.goto(shell.address);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Workbench' }).click();
  await page.getByTestId('start').waitFor();
  return {
    page,
    close: async () => {
      await context.close();
      await shell.end();
    },
  };
}

export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}
