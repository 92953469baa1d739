import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineScript, packageRoot, resourcesFolder, workspaceFolder } from '../host/paths.ts';
import { startEngine } from './engineSession.ts';
import type { EngineSession, Environment } from './environment.ts';
import { failed } from './exitCodes.ts';
import { noProgress, progressBar } from './output/progress.ts';
import { styleFor } from './output/style.ts';
import { runLamina } from './program.ts';

let session: EngineSession | undefined;

const environment: Environment = {
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
  style: styleFor(process.stdout.isTTY && process.stderr.isTTY, process.env['NO_COLOR']),
  progress: process.stderr.isTTY ? progressBar(process.stderr) : noProgress,
  async openEngine(workspace) {
    const folder = workspaceFolder(workspace);
    session = await startEngine({ script: engineScript, workspace: folder, resources: resourcesFolder });
    return session;
  },
  onInterrupt,
  debug: (process.env['LAMINA_DEBUG'] ?? '') !== '',
};

function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let asked = false;
  const take = () => {
    if (asked) endAtOnce();
    asked = true;
    listener();
  };
  for (const signal of signals) process.on(signal, take);
  return () => {
    for (const signal of signals) process.off(signal, take);
  };
}

function endAtOnce(): never {
  environment.progress.hide();
  process.exit(failed);
}

// Whoever read the output has gone, as `head` does: there is nobody left to tell anything.
process.stdout.on('error', () => void session?.close().finally(endAtOnce));
process.stderr.on('error', () => undefined);

const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
process.exitCode = await runLamina(process.argv.slice(2), environment, manifest.version);
