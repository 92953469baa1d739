import { describe, expect, it, vi } from 'vitest';
import { decodeFrame, encodeFrame } from '#core/contract/messages.ts';
import type { ShellBridge } from '#core/contract/shell.ts';
import { bridgePort, findEngine, socketPort } from '#renderer/client/connect.ts';

class FakeSocket extends EventTarget {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'blob';
  readonly sent: unknown[] = [];

  send(frame: Uint8Array): void {
    this.sent.push(decodeFrame(frame));
  }

  close(): void {
    this.readyState = 3;
  }

  become(state: number, event: Event): void {
    this.readyState = state;
    this.dispatchEvent(event);
  }
}

function startSocket() {
  const socket = new FakeSocket();
  return { socket, port: socketPort(socket as unknown as WebSocket) };
}

const message = (id: number) => ({ id, request: 'app.info', input: {} });

describe('a port over a WebSocket', () => {
  it('keeps what is sent before the socket is open, in order', () => {
    const { socket, port } = startSocket();
    port.send(message(1));
    port.send(message(2));
    expect(socket.sent).toEqual([]);
    socket.become(1, new Event('open'));
    port.send(message(3));
    expect(socket.sent).toEqual([message(1), message(2), message(3)]);
  });

  it('hands on decoded messages', () => {
    const { socket, port } = startSocket();
    const heard = vi.fn();
    port.onMessage(heard);
    const frame = Uint8Array.from(encodeFrame({ id: 1, result: { value: NaN } }));
    socket.dispatchEvent(new MessageEvent('message', { data: frame.buffer }));
    expect(heard).toHaveBeenCalledWith({ id: 1, result: { value: NaN } });
  });

  it('tells once that it has closed, and at once whoever asks later', () => {
    const { socket, port } = startSocket();
    const [early, late] = [vi.fn(), vi.fn()];
    port.onClose(early);
    socket.become(3, new Event('close'));
    port.close();
    port.onClose(late);
    expect(early).toHaveBeenCalledTimes(1);
    expect(late).toHaveBeenCalledTimes(1);
  });
});

describe('a port over the shell’s bridge', () => {
  it('passes messages both ways and tells of the end', () => {
    const sent = vi.fn();
    let listener: Parameters<ShellBridge['connect']>[0] | undefined;
    const bridge: ShellBridge = {
      platform: 'electron',
      connect: (one) => {
        listener = one;
        return { send: sent, close: () => undefined };
      },
    };
    const port = bridgePort(bridge);
    const [heard, closed] = [vi.fn(), vi.fn()];
    port.onMessage(heard);
    port.onClose(closed);
    port.send(message(1));
    listener?.message('hello');
    listener?.closed();
    expect(sent).toHaveBeenCalledWith(message(1));
    expect(heard).toHaveBeenCalledWith('hello');
    expect(closed).toHaveBeenCalledTimes(1);
  });
});

describe('finding the engine', () => {
  const location = { protocol: 'http:', host: '127.0.0.1:4600' };

  it('takes the bridge where there is one', () => {
    const lamina: ShellBridge = {
      platform: 'electron',
      connect: () => ({ send: () => undefined, close: () => undefined }),
    };
    expect(findEngine({ lamina, location }).platform).toBe('electron');
  });

  it('else opens a WebSocket to the page’s own origin', () => {
    const addresses: string[] = [];
    vi.stubGlobal(
      'WebSocket',
      class extends FakeSocket {
        constructor(address: string) {
          super();
          addresses.push(address);
        }
      },
    );
    const access = findEngine({ location });
    access.open();
    vi.unstubAllGlobals();
    expect(access.platform).toBe('browser');
    expect(addresses).toEqual(['ws://127.0.0.1:4600/engine']);
  });
});
