import { defineConfig } from '@playwright/test';
import type { ShellOptions } from './tests/e2e/app.ts';

const isRoot = process.getuid?.() === 0;
const executablePath = process.env['LAMINA_CHROMIUM'];

/** One suite over both shells. `node tests/run.ts e2e` builds first, and finds the browser. */
export default defineConfig<object, ShellOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Training takes every core it gets: tests that run side by side would only wait for each other.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox does not work for the root user.
      args: ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    { name: 'browser', use: { shell: 'browser' } },
    { name: 'electron', use: { shell: 'electron' }, testIgnore: '**/browser/**' },
  ],
});
