import { watch } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { printProblem, runBrowserShell } from '#main/browser/index.ts';
import type { PageSource } from '#main/browser/pageFiles.ts';
import { pageHeaders } from '#main/host/pageHeaders.ts';
import { packageRoot, resourcesFolder, workspaceFolder } from '#main/host/paths.ts';
import { electronProgram } from './electronBinary.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { reportToStandardError } from './failure.ts';
import { runElectron, type RunningElectron } from './runElectron.ts';
import { parseShellOptions, type ShellOptions } from './shellOptions.ts';

/** Editors write a file in several steps, and several files at once. */
const settleMilliseconds = 300;
const viteConfig = { configFile: join(packageRoot, 'vite.config.ts'), clearScreen: false };

const options = parseShellOptions(
  'dev',
  'Opens Lamina with hot reload: in a browser, unless --electron.',
  process.argv,
);
await (options.shell === 'electron' ? developInElectron(options) : developInBrowser(options)).catch(
  (error: unknown) => {
    printProblem(error);
    process.exit(1);
  },
);

/** The page comes from Vite through the shell; the engine runs from its source. */
async function developInBrowser(options: ShellOptions): Promise<void> {
  await ensureBuilt({ only: ['kernels'], report: reportToStandardError });
  const shell = await runBrowserShell({
    workspace: workspaceFolder(options.workspace),
    port: options.port,
    openBrowser: options.open,
    development: {
      engine: {
        script: join(packageRoot, 'main', 'engine', 'index.ts'),
        workspace: workspaceFolder(options.workspace),
        resources: resourcesFolder,
      },
      page: vitePage,
      headers: developmentHeaders(),
    },
  });
  onChange(['core', 'main/engine', 'main/host', 'main/store'], async () => {
    await ensureBuilt({ only: ['kernels'], report: reportToStandardError });
    reportToStandardError('The engine starts afresh with the changed sources.');
    await shell.replaceEngine();
  });
}

/** The page comes from Vite's own server; everything else is built again, and Electron started again, on a change. */
async function developInElectron(options: ShellOptions): Promise<void> {
  const program = electronProgram();
  if (!program) throw new Error('Electron is not installed yet. “npm start -- --electron” downloads it.');
  await ensureBuilt({ report: reportToStandardError });
  const server = await createServer({ ...viteConfig, server: { host: '127.0.0.1' } });
  await server.listen();
  const workspace = workspaceFolder(options.workspace);
  const developmentAddress = server.resolvedUrls?.local[0] ?? '';
  const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const startElectron = () => runElectron({ program, workspace, sandbox: !isLinuxRoot, developmentAddress });

  let electron = startElectron();
  const endWithIt = (running: RunningElectron) =>
    void running.ended.then((code) => running === electron && process.exit(code ?? 0));
  endWithIt(electron);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.end(signal));
  onChange(['core', 'main'], async () => {
    const built = await ensureBuilt({ only: ['kernels', 'main', 'preload'], report: reportToStandardError });
    if (built.length === 0) return;
    const old = electron;
    old.end('SIGTERM');
    await old.ended;
    electron = startElectron();
    endWithIt(electron);
  });
}

async function vitePage(server: Server): Promise<PageSource> {
  const vite: ViteDevServer = await createServer({ ...viteConfig, server: { middlewareMode: true, hmr: { server } } });
  return {
    answer: (request, response, notFound) => vite.middlewares(request, response, notFound),
    takesUpgrade: (request: IncomingMessage) => /^vite-/.test(request.headers['sec-websocket-protocol'] ?? ''),
  };
}

/** Vite puts styles into the page as it goes; in what is built they are files. */
function developmentHeaders(): Record<string, string> {
  const policy = pageHeaders['Content-Security-Policy'].replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
  return { ...pageHeaders, 'Content-Security-Policy': policy };
}

/** Does `work` when sources have changed and then been left alone for a moment; one change at a time. */
function onChange(folders: readonly string[], work: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(work).catch(printProblem);
    }, settleMilliseconds);
  };
  for (const folder of folders) watch(join(packageRoot, folder), { recursive: true }, changed);
}
