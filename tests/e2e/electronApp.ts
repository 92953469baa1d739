import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test';
import { packageRoot } from '#main/host/paths.ts';
import { electronProgram } from '#main/launch/electronBinary.ts';

/** Lamina in Electron, started for a test. */
export interface ElectronLamina {
  application: ElectronApplication;
  page: Page;
  /** Quits the way a user does: the engine keeps its runs first. */
  close(): Promise<void>;
}

/** Electron's program, or null where it cannot run; `electronMissing` says why. */
export function electronBinary(): string | null {
  return electronMissing() === null ? electronProgram() : null;
}

/** Why Lamina cannot be tested in Electron here, or null if it can. */
export function electronMissing(): string | null {
  if (electronProgram() === null) return 'Electron’s binary is not installed; “npm exec install-electron” downloads it';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'this session has no display for a window';
  return null;
}

/** Starts Lamina in Electron on a workspace, as built; the page is loaded when this resolves. */
export async function launchElectron(workspace: string): Promise<ElectronLamina> {
  const missing = electronMissing();
  if (missing !== null) throw new Error(`Lamina cannot start in Electron: ${missing}.`);
  // Playwright finds the program itself. Named, it would be taken for a packaged one, and not be held until Playwright
  // is connected.
  const application = await electron.launch({
    args: [packageRoot, '--workspace', workspace],
    // Chromium's sandbox refuses the root user.
    chromiumSandbox: process.getuid?.() !== 0,
    env: shellEnvironment(),
  });
  const page = await application.firstWindow();
  await page.waitForLoadState();
  return { application, page, close: () => quit(application) };
}

/** As a user does who answers, where a run is being trained, that it is to stop. */
async function quit(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });
  await application.close();
}

/** Without what would make Electron run as Node, or load another page than the built one. */
function shellEnvironment(): Record<string, string> {
  const left = ['ELECTRON_RUN_AS_NODE', 'LAMINA_DEV_URL', 'LAMINA_WORKSPACE'];
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !left.includes(name));
  return Object.fromEntries(kept) as Record<string, string>;
}
