import { stripVTControlCharacters } from 'node:util';

/**
 * Ends the process because the build failed. The message of a bundler names the file and the place in it; its stack,
 * which names only the bundler's own files, is left out.
 */
export function endWithBuildFailure(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  const shown = process.stderr.isTTY ? message : stripVTControlCharacters(message);
  process.stderr.write(`Lamina could not be built.\n${shown.trim()}\n`);
  process.exit(1);
}

export function reportToStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}
