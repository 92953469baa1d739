import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engineScript, resourcesFolder } from '#main/host/paths.ts';
import { electronDouble, FrameDouble, type ElectronDouble, type WindowDouble } from './electronDouble.ts';

let workspace: string;
let double: ElectronDouble;
const commandLine = process.argv;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  workspace = mkdtempSync(join(tmpdir(), 'lamina-electron-'));
  process.argv = ['electron', '.', '--workspace', workspace];
  vi.stubEnv('LAMINA_DEV_URL', undefined);
  double = electronDouble();
  vi.doMock('electron', () => double.electron);
});

afterEach(() => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  process.argv = commandLine;
  vi.doUnmock('electron');
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.useRealTimers();
  rmSync(workspace, { recursive: true, force: true });
});

/** Starts the shell, up to its window and its engine. */
async function startShell(): Promise<WindowDouble> {
  await import('#main/electron/index.ts');
  await double.becomeReady();
  return double.windows[0];
}

function askForPort(window: WindowDouble, frame: FrameDouble | null, connection: unknown = 0): void {
  double.electron.ipcMain.emit('lamina:connect', { sender: window.webContents, senderFrame: frame }, connection);
}

function navigate(window: WindowDouble, event: string, url: string, isMainFrame = true): boolean {
  const preventDefault = vi.fn();
  window.webContents.emit(event, { url, isMainFrame, preventDefault });
  return preventDefault.mock.calls.length === 0;
}

/** The user closes the window; true when it closes. */
function close(window: WindowDouble): boolean {
  const preventDefault = vi.fn();
  window.emit('close', { preventDefault });
  return preventDefault.mock.calls.length === 0;
}

/** Something tells Lamina to quit; true when it goes on to do so. */
function askToQuit(): boolean {
  const preventDefault = vi.fn();
  double.electron.app.emit('before-quit', { preventDefault });
  return preventDefault.mock.calls.length === 0;
}

describe('starting', () => {
  it('registers the page’s scheme without any leave to pass by the policy', async () => {
    await startShell();
    expect(double.electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(double.electron.app.enableSandbox).toHaveBeenCalledOnce();
  });

  it('starts the engine on the workspace that was asked for', async () => {
    await startShell();
    expect(double.engines).toHaveLength(1);
    expect(double.engines[0].script).toBe(engineScript);
    expect(double.engines[0].args).toEqual(['--workspace', workspace, '--resources', resourcesFolder]);
  });

  it('opens nothing when another instance has the workspace open', async () => {
    double.electron.app.requestSingleInstanceLock.mockReturnValue(false);
    await startShell();
    expect(double.windows).toHaveLength(0);
    expect(double.engines).toHaveLength(0);
    expect(double.electron.app.quit).toHaveBeenCalledOnce();
  });

  it('takes the lock for this workspace only: its own files lie there', async () => {
    await startShell();
    expect(double.electron.app.setPath).toHaveBeenCalledExactlyOnceWith('userData', join(workspace, 'electron'));
    expect(existsSync(join(workspace, 'electron'))).toBe(true);
    const [set] = double.electron.app.setPath.mock.invocationCallOrder;
    const [locked] = double.electron.app.requestSingleInstanceLock.mock.invocationCallOrder;
    expect(set).toBeLessThan(locked);
  });

  it('goes on when the workspace cannot be written, for the engine to say so', async () => {
    const file = join(workspace, 'file');
    writeFileSync(file, '');
    process.argv = ['electron', '.', '--workspace', file];
    await startShell();
    expect(double.electron.app.setPath).not.toHaveBeenCalled();
    expect(double.engines[0].args).toContain(file);
    expect(double.windows).toHaveLength(1);
  });

  it('says what is wrong with the arguments, and ends', async () => {
    process.argv = ['electron', '.', '--workspace'];
    await startShell();
    expect(double.electron.dialog.showErrorBox).toHaveBeenCalledExactlyOnceWith(
      '--workspace needs a folder.',
      expect.stringContaining('--workspace'),
    );
    expect(double.electron.app.exit).toHaveBeenCalledExactlyOnceWith(2);
    expect(double.windows).toHaveLength(0);
  });
});

describe('the window', () => {
  it('is sandboxed and shows the built page', async () => {
    const window = await startShell();
    expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://lamina/');
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
    expect(window.options.webPreferences['preload']).toMatch(/out[\\/]preload[\\/]preload\.cjs$/);
  });

  it('is shown when there is something to be seen, on the theme’s ground', async () => {
    const window = await startShell();
    expect(window.options.show).toBe(false);
    expect(window.options['backgroundColor']).toBe('#14171a');
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('opens where the last one was closed', async () => {
    const window = await startShell();
    window.maximised = true;
    close(window);
    const kept: unknown = JSON.parse(readFileSync(join(workspace, 'electron', 'window.json'), 'utf8'));
    expect(kept).toEqual({ x: 10, y: 20, width: 900, height: 700, maximised: true });
    window.emit('closed');
    double.electron.app.emit('activate');
    expect(double.windows[1].options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    double.windows[1].emit('ready-to-show');
    expect(double.windows[1].maximize).toHaveBeenCalledOnce();
  });

  it('comes to the front when Lamina is started again', async () => {
    const window = await startShell();
    window.minimised = true;
    double.electron.app.emit('second-instance');
    expect(double.windows).toHaveLength(1);
    expect(window.restore).toHaveBeenCalledOnce();
    expect(window.focus).toHaveBeenCalledOnce();
  });

  it('shows the development server’s page while developing', async () => {
    vi.stubEnv('LAMINA_DEV_URL', 'http://localhost:5173/');
    expect((await startShell()).loadURL).toHaveBeenCalledExactlyOnceWith('http://localhost:5173/');
  });

  it('shows no server’s page when packaged', async () => {
    vi.stubEnv('LAMINA_DEV_URL', 'http://localhost:5173/');
    double.electron.app.isPackaged = true;
    expect((await startShell()).loadURL).toHaveBeenCalledExactlyOnceWith('app://lamina/');
  });

  it('loads its page again after a crash, but not for ever', async () => {
    const window = await startShell();
    for (let crash = 0; crash < 5; crash++) {
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
      vi.advanceTimersByTime(5000);
    }
    expect(window.reload).toHaveBeenCalledTimes(5);
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    vi.advanceTimersByTime(5000);
    expect(window.reload).toHaveBeenCalledTimes(5);
    expect(window.destroy).toHaveBeenCalledOnce();
  });

  it('opens a place from the menu', async () => {
    const window = await startShell();
    const template = double.electron.Menu.buildFromTemplate.mock.calls[0][0] as {
      label?: string;
      submenu?: { click?: () => void }[];
    }[];
    template.find((item) => item.label === '&Go')?.submenu?.[2].click?.();
    expect(window.webContents.executeJavaScript).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining("location.hash = '#/runs'"),
    );
  });
});

describe('what the page may not do', () => {
  it('get a permission or a device', async () => {
    await startShell();
    const { permissionRequest, permissionCheck, device } = double.handlers;
    const answer = vi.fn();
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'unknown']) {
      permissionRequest?.({}, permission, answer);
    }
    expect(answer.mock.calls).toEqual(Array.from({ length: 6 }, () => [false]));
    expect(permissionCheck?.()).toBe(false);
    expect(device?.()).toBe(false);
  });

  it('open a window', async () => {
    const window = await startShell();
    expect(window.webContents.openHandler?.({ url: 'app://lamina/' })).toEqual({ action: 'deny' });
  });

  it('go elsewhere, be sent elsewhere or hold another page', async () => {
    const window = await startShell();
    expect(navigate(window, 'will-frame-navigate', 'app://lamina/')).toBe(true);
    expect(navigate(window, 'will-frame-navigate', 'app://lamina/', false)).toBe(false);
    expect(navigate(window, 'will-frame-navigate', 'app://lamina.evil/')).toBe(false);
    expect(navigate(window, 'will-frame-navigate', 'https://example.com/')).toBe(false);
    expect(navigate(window, 'will-redirect', 'app://lamina/')).toBe(false);
    expect(navigate(window, 'will-attach-webview', 'app://lamina/')).toBe(false);
  });

  it('load anything from elsewhere', async () => {
    await startShell();
    const answer = vi.fn();
    for (const url of ['app://lamina/assets/a.js', 'https://example.com/a.js', 'file:///etc/passwd']) {
      double.handlers.request?.({ url }, answer);
    }
    expect(answer.mock.calls).toEqual([[{ cancel: false }], [{ cancel: true }], [{ cancel: true }]]);
  });

  it('read a file outside the page', async () => {
    await startShell();
    const serve = double.handlers.protocol.get('app');
    const response = await serve?.({ url: 'app://lamina/..%2f..%2fpackage.json', method: 'GET' });
    expect(response?.status).toBe(404);
  });
});

describe('connecting the page to the engine', () => {
  it('waits for the engine, then gives each of them one end of a channel', async () => {
    const window = await startShell();
    const frame = new FrameDouble('app://lamina/#/draw');
    askForPort(window, frame, 7);
    expect(frame.postMessage).not.toHaveBeenCalled();
    double.engines[0].becomeReady();
    const { port1, port2 } = double.channels[0];
    expect(double.engines[0].postMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'open' }, [port1]);
    expect(frame.postMessage).toHaveBeenCalledExactlyOnceWith('lamina:port', 7, [port2]);
  });

  it('is refused to anything but the page in the top frame of the window', async () => {
    const window = await startShell();
    double.engines[0].becomeReady();
    const page = new FrameDouble('app://lamina/');
    const strangers = [
      new FrameDouble('app://lamina/', page),
      new FrameDouble('app://lamina.evil/'),
      new FrameDouble('https://example.com/'),
      new FrameDouble('about:blank'),
    ];
    for (const frame of strangers) askForPort(window, frame);
    askForPort(window, null);
    for (const connection of ['0', null, 0.5, {}]) askForPort(window, page, connection);
    double.electron.ipcMain.emit('lamina:connect', { sender: {}, senderFrame: page }, 0);
    expect(double.channels).toHaveLength(0);
    expect([page, ...strangers].flatMap((frame) => frame.postMessage.mock.calls)).toEqual([]);
  });

  it('drops the port when the page is gone by then', async () => {
    const window = await startShell();
    const frame = new FrameDouble('app://lamina/');
    askForPort(window, frame);
    frame.destroyed = true;
    double.engines[0].becomeReady();
    expect(frame.postMessage).not.toHaveBeenCalled();
    expect(double.channels[0].port2.close).toHaveBeenCalledOnce();
  });
});

describe('the engine’s death', () => {
  it('is told to the page and repaired; the page is connected to the next engine', async () => {
    const window = await startShell();
    double.engines[0].becomeReady();
    double.engines[0].end();
    expect(window.webContents.send).toHaveBeenCalledExactlyOnceWith('lamina:ended');
    const frame = new FrameDouble('app://lamina/');
    askForPort(window, frame, 1);
    vi.advanceTimersByTime(199);
    expect(double.engines).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(double.engines).toHaveLength(2);
    expect(frame.postMessage).not.toHaveBeenCalled();
    double.engines[1].becomeReady();
    expect(double.engines[1].postMessage).toHaveBeenCalledOnce();
    expect(frame.postMessage).toHaveBeenCalledOnce();
  });

  it('is asked about when it goes on; trying again starts with a clean slate', async () => {
    await startShell();
    const { showMessageBox } = double.electron.dialog;
    showMessageBox.mockResolvedValueOnce({ response: 0, checkboxChecked: false });
    for (let death = 0; death < 5; death++) {
      double.engines[death].end();
      vi.advanceTimersByTime(4000);
    }
    expect(showMessageBox).not.toHaveBeenCalled();
    expect(double.engines).toHaveLength(6);
    double.engines[5].end();
    expect(showMessageBox).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.engines).toHaveLength(7);
    double.engines[6].end();
    vi.advanceTimersByTime(200);
    expect(double.engines).toHaveLength(8);
    expect(double.electron.app.quit).not.toHaveBeenCalled();
  });

  it('ends Lamina when the answer is to quit', async () => {
    await startShell();
    for (let death = 0; death < 6; death++) {
      double.engines[death].end();
      await vi.advanceTimersByTimeAsync(4000);
    }
    expect(double.electron.app.quit).toHaveBeenCalledOnce();
  });
});

describe('quitting', () => {
  function quit(): boolean {
    const preventDefault = vi.fn();
    double.electron.app.emit('will-quit', { preventDefault });
    return preventDefault.mock.calls.length === 0;
  }

  it('waits for the engine to end first, and does not start another', async () => {
    await startShell();
    const [engine] = double.engines;
    engine.becomeReady();
    expect(quit()).toBe(false);
    expect(engine.postMessage).toHaveBeenCalledExactlyOnceWith({ kind: 'shutdown' });
    await vi.advanceTimersByTimeAsync(9000);
    expect(double.electron.app.quit).not.toHaveBeenCalled();
    engine.end(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(double.electron.app.quit).toHaveBeenCalledOnce();
    expect(double.engines).toHaveLength(1);
    expect(quit()).toBe(true);
  });

  it('ends an engine by force that takes longer than ten seconds', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    await startShell();
    const [engine] = double.engines;
    expect(quit()).toBe(false);
    vi.advanceTimersByTime(9999);
    expect(kill).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(kill).toHaveBeenCalledExactlyOnceWith(engine.pid, 'SIGKILL');
    engine.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(double.electron.app.quit).toHaveBeenCalledOnce();
  });

  it('does not wait for an engine that has ended', async () => {
    await startShell();
    double.engines[0].end();
    expect(quit()).toBe(true);
  });

  it('follows the last window, except on a Mac', async () => {
    await startShell();
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    double.electron.app.emit('window-all-closed');
    expect(double.electron.app.quit).not.toHaveBeenCalled();
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
    double.electron.app.emit('window-all-closed');
    expect(double.electron.app.quit).toHaveBeenCalledOnce();
  });
});

describe('leaving while a run is trained', () => {
  async function startTraining(): Promise<WindowDouble> {
    const window = await startShell();
    double.engines[0].becomeReady();
    double.engines[0].emit('message', { kind: 'training', going: true });
    return window;
  }

  function answer(response: number, checkboxChecked = false): void {
    double.electron.dialog.showMessageBox.mockResolvedValueOnce({ response, checkboxChecked });
  }

  it('asks nothing when none is trained', async () => {
    const window = await startTraining();
    double.engines[0].emit('message', { kind: 'training', going: false });
    expect([close(window), askToQuit()]).toEqual([true, true]);
    expect(double.electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });

  it('goes on without a window when that is the answer, and shows it again when Lamina is started again', async () => {
    const window = await startTraining();
    answer(0);
    expect(close(window)).toBe(false);
    expect(double.electron.dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
      window,
      expect.objectContaining({ message: 'A run is being trained.' }),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(window.destroy).toHaveBeenCalledOnce();
    window.emit('closed');
    double.electron.app.emit('window-all-closed');
    expect(double.electron.app.quit).not.toHaveBeenCalled();
    double.electron.app.emit('second-instance');
    expect(double.windows).toHaveLength(2);
  });

  it('stops and quits when that is the answer, and does not ask a second time', async () => {
    const window = await startTraining();
    answer(1);
    expect(close(window)).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(double.electron.app.quit).toHaveBeenCalledOnce();
    expect([askToQuit(), close(window)]).toEqual([true, true]);
    expect(double.electron.dialog.showMessageBox).toHaveBeenCalledOnce();
  });

  it('asks on a Mac when it is to quit, but not when its window is closed', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
    const window = await startTraining();
    expect(close(window)).toBe(true);
    answer(2);
    expect(askToQuit()).toBe(false);
    expect(double.electron.dialog.showMessageBox).toHaveBeenCalledOnce();
  });

  it('asks nobody when the computer is shut down', async () => {
    const window = await startTraining();
    double.electron.powerMonitor.emit('shutdown');
    expect([askToQuit(), close(window)]).toEqual([true, true]);
    expect(double.electron.dialog.showMessageBox).not.toHaveBeenCalled();
  });
});
