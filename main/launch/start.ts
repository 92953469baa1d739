import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outputFolder, workspaceFolder } from '#main/host/paths.ts';
import { chooseShell } from './chooseShell.ts';
import { downloadElectron, electronProgram, hasDownloadFailed } from './electronBinary.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { endWithBuildFailure, reportToStandardError } from './failure.ts';
import { runElectron } from './runElectron.ts';
import { parseShellOptions, type ShellOptions } from './shellOptions.ts';

const downloadMilliseconds = 120_000;
/** Who asks for Electron by name is ready to wait for it. */
const askedDownloadMilliseconds = 15 * 60_000;
/** An Electron that fails this soon has not come up at all. */
const startMilliseconds = 10_000;

const options = parseShellOptions('start', 'Builds Lamina if need be, and opens it.', process.argv);
if (options.build) await ensureBuilt({ report: reportToStandardError }).catch(endWithBuildFailure);
await start(options);

async function start(options: ShellOptions): Promise<void> {
  const choice = chooseShell(options.shell, {
    platform: process.platform,
    hasDisplay: hasDisplay(),
    isRoot: process.getuid?.() === 0,
    electron: electronProgram() ? 'installed' : hasDownloadFailed() ? 'download-failed' : 'not-tried',
  });
  if (choice.shell === 'none') return fail(choice.problem);
  if (choice.shell === 'browser') return openInBrowser(options, choice.because);

  const found = choice.download ? await download(options) : { program: electronProgram() ?? '' };
  if ('problem' in found) return withoutElectron(options, `Electron could not be downloaded: ${found.problem}`);
  if (!choice.sandbox) reportToStandardError('Electron runs without its sandbox, because you are the root user.');
  await openInElectron(options, found.program, choice.sandbox);
}

async function openInElectron(options: ShellOptions, program: string, sandbox: boolean): Promise<void> {
  const started = performance.now();
  const electron = runElectron({ program, sandbox, workspace: workspaceFolder(options.workspace) });
  let isEnding = false;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const passOn = (signal: NodeJS.Signals) => {
    isEnding = true;
    electron.end(signal);
  };
  for (const signal of signals) process.on(signal, passOn);
  const code = await electron.ended;
  for (const signal of signals) process.off(signal, passOn);
  if (code === 0 || isEnding) process.exit(0);
  if (performance.now() - started > startMilliseconds) process.exit(1);
  await withoutElectron(
    options,
    `Electron could not be started here (${code === null ? 'it crashed' : `exit code ${code}`})`,
  );
}

async function withoutElectron(options: ShellOptions, because: string): Promise<void> {
  if (options.shell === 'electron') return fail(`${because}.\nStart Lamina without --electron to use it in a browser.`);
  await openInBrowser(options, because);
}

async function openInBrowser(options: ShellOptions, because: string | null): Promise<void> {
  if (because) reportToStandardError(`Opening Lamina in the browser: ${because}.`);
  const script = pathToFileURL(join(outputFolder, 'main', 'browser.js')).href;
  const { printProblem, runBrowserShell } = (await import(script)) as typeof import('#main/browser/index.ts');
  try {
    await runBrowserShell({
      workspace: workspaceFolder(options.workspace),
      port: options.port,
      openBrowser: options.open && hasDisplay(),
    });
  } catch (error) {
    printProblem(error);
    process.exit(1);
  }
}

async function download(options: ShellOptions): Promise<{ program: string } | { problem: string }> {
  reportToStandardError('Electron is being downloaded, once (about 120 MB).');
  let shownTenths = 0;
  return downloadElectron(options.shell === 'electron' ? askedDownloadMilliseconds : downloadMilliseconds, (done) => {
    const tenths = Math.floor(done * 10);
    if (tenths <= shownTenths) return;
    shownTenths = tenths;
    reportToStandardError(`  ${tenths * 10} %`);
  });
}

function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

function fail(problem: string): never {
  reportToStandardError(problem);
  process.exit(1);
}
