import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { packageRoot } from '#main/host/paths.ts';

const installMilliseconds = 5 * 60_000;

const programNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** Where installers put Chrome and Chromium on systems where they are not in the PATH. */
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    if (!folder) return [];
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
    ];
  }),
];

/**
 * Finds a Chromium for the end-to-end tests, or installs one: the one that is named, else an installed one, else
 * Playwright's own, else the system's package where that can be had.
 */
export function findBrowser(report: (line: string) => void): { path: string } | { problem: string } {
  const named = process.env['LAMINA_CHROMIUM'] ?? process.env['CHROME_PATH'];
  if (named) {
    return isProgram(named)
      ? { path: named }
      : { problem: `LAMINA_CHROMIUM or CHROME_PATH names ${named}, which is no program.` };
  }
  const found = installedBrowser() ?? playwrightsBrowser();
  if (found) return { path: found };

  report('No Chromium or Chrome was found: trying Playwright’s own.');
  run(process.execPath, [join(packageRoot, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
  const downloaded = playwrightsBrowser();
  if (downloaded) return { path: downloaded };

  if (canUseApt()) {
    report('Playwright’s browser could not be downloaded: installing the package “chromium”.');
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    const packaged = installedBrowser();
    if (packaged) return { path: packaged };
  }
  return { problem: 'No browser was found. Install Chromium or Google Chrome, or set LAMINA_CHROMIUM to its program.' };
}

function installedBrowser(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const inPath = programNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...usualPlaces].find(isProgram) ?? null;
}

function playwrightsBrowser(): string | null {
  const path = chromium.executablePath();
  return isProgram(path) ? path : null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canUseApt(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function run(program: string, words: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'], timeout: installMilliseconds, env });
}
