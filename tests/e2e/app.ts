import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type ConsoleMessage, type Page } from '@playwright/test';
import { shellProblem, startLamina, type RunningLamina, type ShellName } from './shells.ts';

export interface ShellOptions {
  shell: ShellName;
}

/** Lamina with a workspace of its own, as a test uses it. */
export class App {
  readonly #start: () => Promise<RunningLamina>;
  readonly #errors: string[] = [];
  readonly #expectedErrors: RegExp[] = [];
  #running: RunningLamina | null = null;
  readonly workspace: string;

  constructor(workspace: string, start: (workspace: string) => Promise<RunningLamina>) {
    this.workspace = workspace;
    this.#start = () => start(workspace);
  }

  get page(): Page {
    return this.#started.page;
  }

  async start(): Promise<void> {
    this.#running = await this.#start();
    this.page.on('pageerror', (error) => this.#errors.push(error.message));
    this.page.on('console', (message) => this.#hear(message));
    // What was said before one could listen.
    for (const error of await this.page.pageErrors()) this.#errors.push(error.message);
    for (const message of await this.page.consoleMessages()) this.#hear(message);
  }

  async end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.end();
  }

  engine(): Promise<number> {
    return this.#started.engine();
  }

  /** Ends the engine as a crash or the system would: at once. */
  async killEngine(): Promise<void> {
    process.kill(await this.engine(), 'SIGKILL');
  }

  /** A page that loses its engine may say so in its console. */
  expectErrors(pattern: RegExp): void {
    this.#expectedErrors.push(pattern);
  }

  get unexpectedErrors(): string[] {
    return this.#errors.filter((error) => !this.#expectedErrors.some((pattern) => pattern.test(error)));
  }

  /** Opens a place by its link in the rail. */
  async open(place: 'Draw' | 'Workbench' | 'Runs' | 'Compare' | 'Data'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
    await expect(this.page.getByRole('link', { name: place })).toHaveAttribute('aria-current', 'page');
  }

  #hear(message: ConsoleMessage): void {
    if (['error', 'warning'].includes(message.type())) this.#errors.push(message.text());
  }

  get #started(): RunningLamina {
    if (!this.#running) throw new Error('Lamina is not running.');
    return this.#running;
  }
}

/** A test over the project's shell. It fails when the page reports an error or a warning of its own, whatever else it shows. */
export const test = base.extend<ShellOptions & { app: App }>({
  shell: ['browser', { option: true }],
  app: async ({ shell, browser }, use, testInfo) => {
    const problem = shellProblem(shell);
    testInfo.skip(problem !== null, problem ?? '');
    const workspace = await mkdtemp(join(tmpdir(), 'lamina-e2e-'));
    const app = new App(workspace, (folder) => startLamina(shell, folder, browser));
    try {
      await app.start();
      await use(app);
      expect(app.unexpectedErrors).toEqual([]);
    } finally {
      await app.end();
      await rm(workspace, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    }
  },
});

export { expect };
