import { join } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import { engineScript, outputFolder, resourcesFolder } from '#main/host/paths.ts';
import { pageFiles } from './pageFiles.ts';
import { startBrowserShell, type BrowserShell, type BrowserShellOptions } from './shell.ts';

export interface RunOptions {
  workspace: string;
  /** 0 for any free one. */
  port: number;
  /** Whether to open the address in the user's own browser. */
  openBrowser: boolean;
  /** What takes the place of the built parts while they are developed. */
  development?: Pick<BrowserShellOptions, 'engine' | 'page' | 'headers'>;
}

/**
 * Runs the browser shell in this process until a signal, or the engine's repeated death, ends it.
 * @throws LaminaError when it cannot start
 */
export async function runBrowserShell(options: RunOptions): Promise<BrowserShell> {
  let closing: Promise<void> | null = null;
  const end = (code: number) => {
    closing ??= shell.close().then(() => process.exit(code));
  };
  const shell = await startBrowserShell({
    engine: { script: engineScript, workspace: options.workspace, resources: resourcesFolder },
    page: () => pageFiles(join(outputFolder, 'renderer')),
    ...options.development,
    port: options.port,
    report: printError,
    gaveUp: (error) => {
      printProblem(error);
      end(1);
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Asked a second time: do not wait for the engine, which ends by itself when this process is gone.
      if (closing) process.exit(1);
      end(0);
    });
  }
  // A terminal that is closed takes its output with it; the signal that follows ends the shell in good order.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.stdout.write(`Lamina is open at ${shell.address}\nPress Ctrl+C to end.\n`);
  if (options.openBrowser) await openBrowser(shell.address);
  return shell;
}

/** Says what went wrong to whoever reads the terminal. */
export function printProblem(error: unknown): void {
  if (error instanceof LaminaError) printError([error.message, error.hint].filter(Boolean).join('\n'));
  else printError(error instanceof Error ? error.message : String(error));
}

function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function openBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  const opened = await open(address).catch(() => null);
  opened?.on('error', () => undefined); // the address stands in the terminal
  opened?.unref();
}
