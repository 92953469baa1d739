import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import { outputFolder, resourcesFolder } from '#main/host/paths.ts';
import { RestartPolicy } from '#main/host/restartPolicy.ts';
import { guardContents } from './guards.ts';
import { readWindowState, restoredWindow, smallestWindow, writeWindowState, type WindowState } from './windowState.ts';

export const iconFile = join(resourcesFolder, 'icons', '512x512.png');

/** The page's `--ground`, light and dark, so that nothing flashes before it is drawn. */
const grounds = { light: '#f7f7f5', dark: '#14171a' };

/** Opens the window on the page, where the last one stood. It closes only when `mayClose` says so. */
export function openMainWindow(page: string, mayClose: () => boolean): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const state = restoredWindow(readWindowState(stateFile), workAreas());
  const window = new BrowserWindow(windowOptions(state, nativeTheme.shouldUseDarkColors));
  guardContents(window.webContents, page);
  window.once('ready-to-show', () => {
    if (state.maximised) window.maximize();
    window.show();
  });
  window.on('close', (event) => {
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximised: window.isMaximized() });
    if (!mayClose()) event.preventDefault();
  });
  reloadAfterCrash(window);
  void window.loadURL(page);
  return window;
}

export function windowOptions(
  { maximised: _, ...bounds }: WindowState,
  dark: boolean,
): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Lamina',
    backgroundColor: dark ? grounds.dark : grounds.light,
    icon: iconFile,
    webPreferences: {
      preload: join(outputFolder, 'preload', 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // A run goes on while the window is hidden; the page must keep up with it.
      backgroundThrottling: false,
    },
  };
}

function workAreas(): Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id);
  return [main, ...others].map((display) => display.workArea);
}

/** The page holds nothing that is not in the engine, so loading it anew loses nothing. */
function reloadAfterCrash(window: BrowserWindow): void {
  const policy = new RestartPolicy();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const decision = policy.shouldRestart(performance.now());
    if (!decision.restart) return window.destroy();
    setTimeout(() => {
      if (!window.isDestroyed()) window.reload();
    }, decision.delay);
  });
}
