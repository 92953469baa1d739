import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { packageRoot } from '#main/host/paths.ts';
import { electronMissing, launchElectron } from './electronApp.ts';
import { processesOf } from './processes.ts';

/** Lamina, started the way a user starts it, and the page that it shows. */
export interface RunningLamina {
  page: Page;
  /** Process id of its engine. */
  engine(): Promise<number>;
  /** Ends it the way a user does, and resolves when its process has ended. */
  end(): Promise<void>;
}

export type ShellName = 'browser' | 'electron';

/** Why a shell cannot be tested here, or null. */
export function shellProblem(shell: ShellName): string | null {
  return shell === 'electron' ? electronMissing() : null;
}

export function startLamina(shell: ShellName, workspace: string, browser: Browser): Promise<RunningLamina> {
  return shell === 'browser' ? startInBrowser(workspace, browser) : startInElectron(workspace);
}

async function startInBrowser(workspace: string, browser: Browser): Promise<RunningLamina> {
  const server = await startBrowserShell(workspace);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(server.address);
  return {
    page,
    engine: async () => {
      const processes = await processesOf(workspace);
      const engine = processes.find(({ command }) => /engine\.js/.test(command));
      if (!engine) throw new Error('There is no engine.');
      return engine.id;
    },
    end: async () => {
      await context.close();
      await server.end();
    },
  };
}

export interface BrowserShellProcess {
  /** The first address, with its token. */
  address: string;
  process: ChildProcess;
  end(): Promise<void>;
}

/** `npm start -- --browser` of what was built last. */
export async function startBrowserShell(workspace: string): Promise<BrowserShellProcess> {
  const start = join(packageRoot, 'main', 'launch', 'start.ts');
  const words = [start, '--browser', '--no-open', '--no-build', '--workspace', workspace];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\/\/\S+/.exec(printed);
      if (found) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`Lamina ended with exit code ${code} before it was open.`)));
  });
  return {
    address,
    process: child,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

async function startInElectron(workspace: string): Promise<RunningLamina> {
  const { application, page, close } = await launchElectron(workspace);
  return {
    page,
    engine: () =>
      application.evaluate(({ app }) => {
        const engine = app.getAppMetrics().find(({ name }) => name === 'Lamina engine');
        if (!engine) throw new Error('There is no engine.');
        return engine.pid;
      }),
    end: close,
  };
}
