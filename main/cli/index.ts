#!/usr/bin/env node
import { engineScript, packageVersion, resourcesFolder, workspaceFolder } from '../host/paths.ts';
import { startEngine } from './engineSession.ts';
import type { EngineSession, Environment } from './environment.ts';
import { failed } from './exitCodes.ts';
import { noProgress, progressBar } from './output/progress.ts';
import { styleFor } from './output/style.ts';
import { runLamina } from './program.ts';

let session: EngineSession | undefined;
/** Whoever read the output has gone, as `head` does: there is nobody left to tell anything. */
let readerIsGone = false;

const environment: Environment = {
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void (readerIsGone || process.stderr.write(`${line}\n`)),
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

/** What the next Ctrl+C does; without one it ends the program. */
let interrupted: (() => void) | null = null;

function onInterrupt(listener: () => void): () => void {
  interrupted = listener;
  return () => {
    interrupted = null;
  };
}

function takeSignal(): void {
  const listener = interrupted;
  if (listener === null) endAtOnce();
  interrupted = null;
  listener();
}

function endAtOnce(): never {
  environment.progress.hide();
  process.exit(failed);
}

process.on('SIGINT', takeSignal);
process.on('SIGTERM', takeSignal);

process.stdout.on('error', () => {
  readerIsGone = true;
  void session?.close().finally(endAtOnce);
});
process.stderr.on('error', () => undefined);

process.exitCode = await runLamina(process.argv.slice(2), environment, packageVersion());
