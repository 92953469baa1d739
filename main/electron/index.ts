import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, powerMonitor, protocol, session, type BrowserWindow } from 'electron';
import { LaminaError } from '#core/contract/errors.ts';
import { engineScript, outputFolder, resourcesFolder, workspaceFolder } from '#main/host/paths.ts';
import { channels } from '#main/preload/channels.ts';
import { askedWorkspace } from './arguments.ts';
import { Closing } from './closing.ts';
import { EngineKeeper } from './engineKeeper.ts';
import { guardSession, trustedSender } from './guards.ts';
import { iconFile, openMainWindow } from './mainWindow.ts';
import { menuTemplate, openPlaceScript } from './menu.ts';
import { appScheme, builtPage, pageAddress } from './pageAddress.ts';
import { servePage } from './servePage.ts';

interface Setting {
  workspace: string;
  page: string;
}

const setting = readSetting();
if (setting) start(setting);

function readSetting(): Setting | null {
  try {
    const workspace = workspaceFolder(askedWorkspace(process.argv.slice(1)));
    return { workspace, page: pageAddress(app.isPackaged, process.env['LAMINA_DEV_URL']) };
  } catch (error) {
    if (!(error instanceof LaminaError)) throw error;
    dialog.showErrorBox(error.message, error.hint);
    app.exit(2);
    return null;
  }
}

function start(setting: Setting): void {
  app.setName('Lamina');
  keepOwnFilesIn(join(setting.workspace, 'electron'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.enableSandbox();
  void app.whenReady().then(() => run(setting));
}

/**
 * What Electron keeps of its own lies in the workspace, and with it the mark of a running instance: so another
 * workspace opens another window, and the same one only comes to the front.
 */
function keepOwnFilesIn(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return; // The engine will say why the workspace cannot be used; until then Electron's usual folder does.
  }
  app.setPath('userData', folder);
}

function run({ workspace, page }: Setting): void {
  let window: BrowserWindow | null = null;
  const closing = new Closing({
    ask: (question) => (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question)),
    closeWindow: () => window?.destroy(),
    quit: () => app.quit(),
  });
  const engine = new EngineKeeper(
    { script: engineScript, workspace, resources: resourcesFolder },
    {
      ended: () => window?.webContents.send(channels.ended),
      gaveUp: () => void askWhetherToTryAgain(),
      trains: (isTraining) => closing.trains(isTraining),
    },
  );

  const open = (): void => {
    closing.windowOpened();
    // On a Mac an application stays when its window is closed, and everyone expects that.
    window = openMainWindow(page, () => process.platform === 'darwin' || closing.mayLeave());
    window.once('closed', () => (window = null));
  };

  const bringToFront = (): void => {
    if (!window) return open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  const askWhetherToTryAgain = async (): Promise<void> => {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: 'Lamina’s engine keeps ending.',
      detail:
        'It was started again several times within a minute, and ended each time. Runs keep their last checkpoint ' +
        'and can be resumed.\n\nIf this computer is short of memory, close other programs, then try again. If that ' +
        'does not help, start Lamina with another workspace folder: --workspace FOLDER.',
      buttons: ['Try Again', 'Quit'],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) engine.start();
    else app.quit();
  };

  guardSession(session.defaultSession, page);
  protocol.handle(appScheme, (request) => servePage(request, join(outputFolder, 'renderer')));
  ipcMain.on(channels.connect, (event, connection: unknown) => {
    const frame = trustedSender(event, window?.webContents, page);
    if (!frame || !Number.isSafeInteger(connection)) return;
    engine.connect((port) => {
      if (frame.isDestroyed()) port.close();
      else frame.postMessage(channels.port, connection, [port]);
    });
  });
  app.setAboutPanelOptions({
    applicationName: 'Lamina',
    applicationVersion: app.getVersion(),
    copyright: 'The Lamina developers. MIT licence.',
    iconPath: iconFile,
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        development: page !== builtPage,
        open: (place) => void window?.webContents.executeJavaScript(openPlaceScript(place)),
      }),
    ),
  );
  app.on('second-instance', bringToFront);
  app.on('activate', bringToFront);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !closing.staysWithoutWindow) app.quit();
  });
  app.on('before-quit', (event) => {
    if (!closing.mayLeave()) event.preventDefault();
  });
  // Nobody is there to answer then, and the engine keeps its run by itself.
  powerMonitor.on('shutdown', () => closing.leaveUnasked());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      closing.leaveUnasked();
      app.quit();
    });
  }
  app.on('will-quit', (event) => {
    if (!engine.running) return;
    event.preventDefault();
    void engine.shutdown().then(() => app.quit());
  });

  engine.start();
  open();
}
