import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { processesOf } from '../processes.ts';
import { startBrowserShell } from '../shells.ts';

// Windows has no such signals: there a process is only ever ended at once, which is the last of these.
const signals =
  process.platform === 'win32' ? (['SIGKILL'] as const) : (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const);

for (const signal of signals) {
  test(`${signal} ends every process that Lamina started`, async ({}, testInfo) => {
    const workspace = testInfo.outputPath('workspace');
    const server = await startBrowserShell(workspace);
    await expect.poll(() => processesOf(workspace)).toHaveLength(2); // the shell and its engine
    const ended = once(server.process, 'exit');
    server.process.kill(signal);
    expect((await ended)[0]).toBe(signal === 'SIGKILL' ? null : 0);
    await expect.poll(() => processesOf(workspace), { timeout: 15_000 }).toEqual([]);
  });
}
