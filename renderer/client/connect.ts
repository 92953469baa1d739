import type { EnginePort } from '#core/contract/client.ts';
import { decodeFrame, encodeFrame } from '#core/contract/messages.ts';
import type { Platform, ShellBridge } from '#core/contract/shell.ts';

/** How the page reaches the engine: what shell it is in, and a way to open one connection after another. */
export interface EngineAccess {
  platform: Platform;
  open(): EnginePort;
}

/** Through the shell's bridge where there is one, else by a WebSocket to the page's own origin. */
export function findEngine(page: {
  lamina?: ShellBridge;
  location: Pick<Location, 'protocol' | 'host'>;
}): EngineAccess {
  const bridge = page.lamina;
  if (bridge) return { platform: bridge.platform, open: () => bridgePort(bridge) };
  const address = `${page.location.protocol === 'https:' ? 'wss' : 'ws'}://${page.location.host}/engine`;
  return { platform: 'browser', open: () => socketPort(new WebSocket(address)) };
}

export function bridgePort(bridge: ShellBridge): EnginePort {
  const listeners = new PortListeners();
  const connection = bridge.connect({ message: listeners.message, closed: listeners.close });
  return {
    send: (message) => connection.send(message),
    onMessage: (listener) => listeners.onMessage(listener),
    onClose: (listener) => listeners.onClose(listener),
    close: () => {
      connection.close();
      listeners.close();
    },
  };
}

/** Frames that are sent before the socket is open wait until it is. */
export function socketPort(socket: WebSocket): EnginePort {
  const listeners = new PortListeners();
  const early: Uint8Array<ArrayBuffer>[] = [];
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const frame of early.splice(0)) socket.send(frame);
  });
  socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) =>
    listeners.message(decodeFrame(new Uint8Array(event.data))),
  );
  // A failed connection closes too, so `error` needs no listener of its own.
  socket.addEventListener('close', listeners.close);
  return {
    send: (message) => {
      const frame = Uint8Array.from(encodeFrame(message));
      if (socket.readyState === socket.CONNECTING) early.push(frame);
      else if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    onMessage: (listener) => listeners.onMessage(listener),
    onClose: (listener) => listeners.onClose(listener),
    close: () => {
      socket.close();
      listeners.close();
    },
  };
}

/** Who listens to a port. Closing is told once to each, and at once to whoever comes after it. */
class PortListeners {
  readonly #message: ((message: unknown) => void)[] = [];
  readonly #close: (() => void)[] = [];
  #closed = false;

  readonly message = (message: unknown): void => {
    for (const listener of this.#message) listener(message);
  };

  readonly close = (): void => {
    this.#closed = true;
    for (const listener of this.#close.splice(0)) listener();
  };

  onMessage(listener: (message: unknown) => void): void {
    this.#message.push(listener);
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#close.push(listener);
  }
}
