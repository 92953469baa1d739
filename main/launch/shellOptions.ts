import { Command, InvalidArgumentError, Option } from 'commander';

export interface ShellOptions {
  /** Null leaves the choice to Lamina. */
  shell: 'browser' | 'electron' | null;
  workspace: string | undefined;
  /** Of the browser shell; 0 for any free one. */
  port: number;
  open: boolean;
  build: boolean;
}

/** Reads the options of `npm start` and `npm run dev`. Wrong usage ends the process with exit code 2. */
export function parseShellOptions(name: string, description: string, argv: readonly string[]): ShellOptions {
  const command = new Command(name)
    .description(description)
    .addOption(new Option('--browser', 'open Lamina in a browser').conflicts('electron'))
    .addOption(new Option('--electron', 'open Lamina in a window of its own'))
    .option('--workspace <folder>', 'where your runs are kept (default: LAMINA_WORKSPACE, else your own data folder)')
    .option('--port <number>', 'port of the browser shell (default: any free one)', parsePort, 0)
    .option('--no-open', 'print the address, but do not open a browser')
    .option('--no-build', 'use what was built last')
    .allowExcessArguments(false)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse(argv);
  const values = command.opts<{
    browser?: true;
    electron?: true;
    workspace?: string;
    port: number;
    open: boolean;
    build: boolean;
  }>();
  return {
    shell: values.browser ? 'browser' : values.electron ? 'electron' : null,
    workspace: values.workspace,
    port: values.port,
    open: values.open,
    build: values.build,
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}
