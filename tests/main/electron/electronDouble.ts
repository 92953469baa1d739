import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

/** A process that does nothing by itself; the test plays its part. */
export class UtilityProcessDouble extends EventEmitter {
  readonly pid = 4242;
  readonly postMessage = vi.fn<(message: unknown, transfer?: unknown[]) => void>();
  readonly script: string;
  readonly args: readonly string[];

  constructor(script: string, args: readonly string[]) {
    super();
    this.script = script;
    this.args = args;
  }

  becomeReady(): void {
    this.emit('message', { kind: 'ready' });
  }

  end(code = 1): void {
    this.emit('exit', code);
  }
}

export class PortDouble {
  readonly close = vi.fn();
}

export class FrameDouble {
  url: string;
  parent: FrameDouble | null;
  destroyed = false;
  readonly postMessage = vi.fn<(channel: string, message: unknown, transfer: unknown[]) => void>();

  constructor(url: string, parent: FrameDouble | null = null) {
    this.url = url;
    this.parent = parent;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }
}

export class ContentsDouble extends EventEmitter {
  readonly send = vi.fn<(channel: string) => void>();
  readonly executeJavaScript = vi.fn(async (_script: string) => undefined);
  openHandler: ((details: { url: string }) => unknown) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler;
  }
}

export class WindowDouble extends EventEmitter {
  readonly options: { show: boolean; webPreferences: Record<string, unknown> } & Record<string, unknown>;
  readonly webContents = new ContentsDouble();
  readonly loadURL = vi.fn(async (_url: string) => undefined);
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly maximize = vi.fn();
  readonly reload = vi.fn();
  readonly destroy = vi.fn();
  minimised = false;
  maximised = false;

  constructor(options: WindowDouble['options']) {
    super();
    this.options = options;
  }

  isMinimized(): boolean {
    return this.minimised;
  }

  isMaximized(): boolean {
    return this.maximised;
  }

  isDestroyed(): boolean {
    return false;
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 900, height: 700 };
  }
}

type PermissionRequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type RequestListener = (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void;

/** The part of Electron that the shell uses, with everything it was told and made kept for the test to see. */
export function electronDouble() {
  const engines: UtilityProcessDouble[] = [];
  const windows: WindowDouble[] = [];
  const channels: { port1: PortDouble; port2: PortDouble }[] = [];
  const handlers = {
    permissionRequest: null as PermissionRequestHandler | null,
    permissionCheck: null as (() => boolean) | null,
    device: null as (() => boolean) | null,
    request: null as RequestListener | null,
    protocol: new Map<string, (request: { url: string; method: string }) => Promise<Response>>(),
  };
  const paths = new Map<string, string>();
  const ready = Promise.withResolvers<void>();

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    setName: vi.fn(),
    setPath: vi.fn((name: string, path: string) => void paths.set(name, path)),
    getPath: (name: string) => paths.get(name) ?? '/nowhere',
    getVersion: () => '1.2.3',
    requestSingleInstanceLock: vi.fn(() => true),
    enableSandbox: vi.fn(),
    whenReady: () => ready.promise,
    setAboutPanelOptions: vi.fn(),
    quit: vi.fn(),
    exit: vi.fn(),
  });

  return {
    engines,
    windows,
    channels,
    handlers,
    becomeReady: async () => {
      ready.resolve();
      await ready.promise;
    },
    electron: {
      app,
      BrowserWindow: class extends WindowDouble {
        constructor(options: WindowDouble['options']) {
          super(options);
          windows.push(this);
        }
      },
      dialog: {
        showErrorBox: vi.fn(),
        showMessageBox: vi.fn(async (..._asked: unknown[]) => ({ response: 1, checkboxChecked: true })),
      },
      ipcMain: new EventEmitter(),
      Menu: { buildFromTemplate: vi.fn((template: unknown) => template), setApplicationMenu: vi.fn() },
      MessageChannelMain: class {
        readonly port1 = new PortDouble();
        readonly port2 = new PortDouble();
        constructor() {
          channels.push(this);
        }
      },
      powerMonitor: new EventEmitter(),
      nativeTheme: { shouldUseDarkColors: true },
      protocol: {
        registerSchemesAsPrivileged: vi.fn(),
        handle: vi.fn((scheme: string, handler: (request: { url: string; method: string }) => Promise<Response>) =>
          handlers.protocol.set(scheme, handler),
        ),
      },
      screen: {
        getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
        getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
      },
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler: PermissionRequestHandler) => (handlers.permissionRequest = handler),
          setPermissionCheckHandler: (handler: () => boolean) => (handlers.permissionCheck = handler),
          setDevicePermissionHandler: (handler: () => boolean) => (handlers.device = handler),
          setSpellCheckerEnabled: vi.fn(),
          webRequest: { onBeforeRequest: (listener: RequestListener) => (handlers.request = listener) },
        },
      },
      utilityProcess: {
        fork: vi.fn((script: string, args: string[]) => {
          const engine = new UtilityProcessDouble(script, args);
          engines.push(engine);
          return engine;
        }),
      },
    },
  };
}

export type ElectronDouble = ReturnType<typeof electronDouble>;
