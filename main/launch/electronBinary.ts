import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '#main/host/paths.ts';

const electronFolder = join(packageRoot, 'node_modules', 'electron');
/** Remembers a download that failed, so that a machine that cannot reach it is not made to wait at every start. */
const failureFile = join(packageRoot, 'node_modules', '.cache', 'lamina', 'electron-download-failed.json');

/** A machine that cannot reach the download at all must not wait for the whole time limit. */
const firstByteMilliseconds = 10_000;

/** What of @electron/get is used here; it comes with Electron, whose own installer uses it too. */
interface ElectronGet {
  downloadArtifact(details: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    checksums: unknown;
    cacheRoot: string | undefined;
    downloadOptions: {
      signal: AbortSignal;
      quiet: boolean;
      getProgressCallback(progress: { percent: number }): Promise<void>;
    };
  }): Promise<string>;
}

/** The path of Electron's program, or null when it is not installed. */
export function electronProgram(): string | null {
  try {
    const program = readFileSync(join(electronFolder, 'path.txt'), 'utf8');
    const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electronFolder, 'dist');
    return existsSync(join(folder, program)) ? join(folder, program) : null;
  } catch {
    return null;
  }
}

/** Whether a download of this very version has been tried and has failed. */
export function hasDownloadFailed(): boolean {
  try {
    const failure = JSON.parse(readFileSync(failureFile, 'utf8')) as { version?: unknown };
    return failure.version === electronVersion();
  } catch {
    return false;
  }
}

/**
 * Downloads and unpacks Electron's program. Its progress, from 0 to 1, is told as it goes.
 * Returns its path, or the reason why it could not be had, in words for people.
 */
export async function downloadElectron(
  limitMilliseconds: number,
  onProgress: (done: number) => void,
): Promise<{ program: string } | { problem: string }> {
  rmSync(failureFile, { force: true });
  const problem = (await download(limitMilliseconds, onProgress)) ?? (await unpack());
  const program = electronProgram();
  if (program && !problem) return { program };
  rememberFailure(problem ?? 'it was not found after it had been unpacked');
  return { problem: problem ?? 'it was not found after it had been unpacked' };
}

async function download(limitMilliseconds: number, onProgress: (done: number) => void): Promise<string | null> {
  const electronRequire = createRequire(join(electronFolder, 'package.json'));
  const { downloadArtifact } = electronRequire('@electron/get') as ElectronGet;
  const abort = new AbortController();
  let problem: string | null = null;
  const giveUp = (why: string) => {
    problem = why;
    abort.abort();
  };
  const firstByte = setTimeout(() => giveUp('it cannot be reached from here'), firstByteMilliseconds);
  const limit = setTimeout(
    () => giveUp(`it took longer than ${Math.round(limitMilliseconds / 60_000)} minutes`),
    limitMilliseconds,
  );
  try {
    await downloadArtifact({
      version: electronVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: electronRequire('./checksums.json'),
      cacheRoot: process.env['electron_config_cache'],
      downloadOptions: {
        signal: abort.signal,
        quiet: true,
        getProgressCallback: async ({ percent }) => {
          clearTimeout(firstByte);
          onProgress(percent);
        },
      },
    });
    return null;
  } catch (error) {
    return problem ?? describeFailure(error);
  } finally {
    clearTimeout(firstByte);
    clearTimeout(limit);
  }
}

/** Electron's own installer finds the archive in the cache and puts it in its place. */
async function unpack(): Promise<string | null> {
  const installer = spawn(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'ignore' });
  const [code] = (await once(installer, 'exit')) as [number | null];
  return code === 0 ? null : 'it could not be unpacked';
}

function describeFailure(error: unknown): string {
  const isUnreachable = error instanceof TypeError && error.message === 'fetch failed';
  if (isUnreachable) return 'it cannot be reached from here';
  return error instanceof Error ? error.message : String(error);
}

function rememberFailure(problem: string): void {
  try {
    mkdirSync(dirname(failureFile), { recursive: true });
    writeFileSync(failureFile, `${JSON.stringify({ version: electronVersion(), problem })}\n`);
  } catch {
    // Not remembered, then: the next start tries again.
  }
}

function electronVersion(): string {
  const manifest = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
