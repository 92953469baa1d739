import { spawn } from 'node:child_process';
import { packageRoot } from '#main/host/paths.ts';

export interface ElectronOptions {
  program: string;
  workspace: string;
  sandbox: boolean;
  /** The address of the page while it is developed. */
  developmentAddress?: string;
}

export interface RunningElectron {
  /** Resolves when it has ended, with its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  end(signal: NodeJS.Signals): void;
}

/** Starts Lamina in Electron, which is told everything but Chromium's own switches by its environment. */
export function runElectron(options: ElectronOptions): RunningElectron {
  const environment: NodeJS.ProcessEnv = { ...process.env, LAMINA_WORKSPACE: options.workspace };
  delete environment['ELECTRON_RUN_AS_NODE'];
  if (options.developmentAddress) environment['LAMINA_DEV_URL'] = options.developmentAddress;
  const child = spawn(options.program, [...(options.sandbox ? [] : ['--no-sandbox']), packageRoot], {
    stdio: 'inherit',
    env: environment,
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(127)); // the shell's own code for a program that cannot be run
  });
  return { ended, end: (signal) => void child.kill(signal) };
}
