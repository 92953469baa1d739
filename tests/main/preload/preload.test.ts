import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShellBridge } from '#core/contract/shell.ts';

let exposed: Record<string, unknown>;
let ipcRenderer: EventEmitter & { send: ReturnType<typeof vi.fn<(channel: string, ...args: unknown[]) => void>> };
let bridge: ShellBridge;
const openPorts: MessagePort[] = [];

beforeEach(async () => {
  vi.resetModules();
  exposed = {};
  ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn<(channel: string, ...args: unknown[]) => void>() });
  const contextBridge = { exposeInMainWorld: (name: string, value: unknown) => (exposed[name] = value) };
  vi.doMock('electron', () => ({ contextBridge, ipcRenderer }));
  await import('#main/preload/index.ts');
  bridge = exposed['lamina'] as ShellBridge;
});

afterEach(() => {
  vi.doUnmock('electron');
  for (const port of openPorts.splice(0)) port.close();
});

/** Gives the preload script a port, as the main process does; returns the engine's end of the channel. */
function givePort(connection: number): MessagePort {
  const { port1, port2 } = new MessageChannel();
  openPorts.push(port1, port2);
  ipcRenderer.emit('lamina:port', { ports: [port1] }, connection);
  return port2;
}

function nextMessage(port: MessagePort): Promise<unknown> {
  return new Promise((resolve) => {
    port.onmessage = (event: MessageEvent<unknown>) => resolve(event.data);
  });
}

function whenClosed(port: MessagePort): Promise<void> {
  return new Promise((resolve) => {
    port.addEventListener('close', () => resolve());
    port.start();
  });
}

function listener() {
  return { message: vi.fn<(message: unknown) => void>(), closed: vi.fn() };
}

const request = { id: 0, request: 'app.info', input: {} };

describe('the preload script', () => {
  it('gives the page one object, with its two members and nothing of Electron', () => {
    expect(Object.keys(exposed)).toEqual(['lamina']);
    expect(Object.keys(bridge)).toEqual(['platform', 'connect']);
    expect(bridge.platform).toBe('electron');
    expect(Object.keys(bridge.connect(listener())).sort()).toEqual(['close', 'send']);
  });

  it('asks for a port, a new number each time', () => {
    bridge.connect(listener());
    bridge.connect(listener());
    expect(ipcRenderer.send.mock.calls).toEqual([
      ['lamina:connect', 0],
      ['lamina:connect', 1],
    ]);
  });

  it('sends what was said before there was a port, then what is said after, in order', async () => {
    const connection = bridge.connect(listener());
    connection.send({ ...request, id: 1 });
    connection.send({ ...request, id: 2 });
    const engine = givePort(0);
    connection.send({ ...request, id: 3 });
    const received: number[] = [];
    await new Promise<void>((resolve) => {
      engine.onmessage = (event: MessageEvent<{ id: number }>) => {
        if (received.push(event.data.id) === 3) resolve();
      };
    });
    expect(received).toEqual([1, 2, 3]);
  });

  it('keeps bytes as bytes, and passes on nothing that the contract does not name', async () => {
    const connection = bridge.connect(listener());
    const engine = givePort(0);
    const message = { id: 5, request: 'runs.predict', input: { pixels: new Uint8Array([1, 2]) }, other: 'smuggled' };
    connection.send(message);
    expect(await nextMessage(engine)).toEqual({
      id: 5,
      request: 'runs.predict',
      input: { pixels: new Uint8Array([1, 2]) },
    });
  });

  it('tells the page what the engine says, without the event that carried it', async () => {
    const page = listener();
    const heard = new Promise<void>((resolve) => page.message.mockImplementation(() => resolve()));
    bridge.connect(page);
    givePort(0).postMessage({ id: 0, result: { version: '1' } });
    await heard;
    expect(page.message).toHaveBeenCalledExactlyOnceWith({ id: 0, result: { version: '1' } });
  });

  it('tells the page once that the engine has ended, however it comes to know', async () => {
    const page = listener();
    const told = new Promise<void>((resolve) => page.closed.mockImplementation(() => resolve()));
    bridge.connect(page);
    const engine = givePort(0);
    engine.close();
    await told;
    ipcRenderer.emit('lamina:ended', {});
    expect(page.closed).toHaveBeenCalledOnce();
  });

  it('takes the main process’s word that the engine has ended', async () => {
    const page = listener();
    const waiting = listener();
    bridge.connect(page);
    const engine = givePort(0);
    bridge.connect(waiting);
    ipcRenderer.emit('lamina:ended', {});
    expect(page.closed).toHaveBeenCalledOnce();
    await whenClosed(engine);
    expect(page.closed).toHaveBeenCalledOnce();
    // The one that has no port yet will get the next engine's.
    expect(waiting.closed).not.toHaveBeenCalled();
    const next = givePort(1);
    next.postMessage('hello');
    await vi.waitFor(() => expect(waiting.message).toHaveBeenCalledExactlyOnceWith('hello'));
  });

  it('closes the port when the page closes its connection, and does not call that a loss', async () => {
    const page = listener();
    const connection = bridge.connect(page);
    const engine = givePort(0);
    connection.close();
    await whenClosed(engine);
    connection.send(request);
    expect(page.closed).not.toHaveBeenCalled();
  });

  it('closes ports that nobody waits for', async () => {
    const connection = bridge.connect(listener());
    connection.close();
    await whenClosed(givePort(0));
    await whenClosed(givePort(99));
    bridge.connect(listener());
    givePort(1);
    await whenClosed(givePort(1));
  });
});
