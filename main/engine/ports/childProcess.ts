import { decodeFrame, encodeFrame } from '#core/contract/messages.ts';
import type { EngineSideMessage, HostMessage } from '../../host/channel.ts';
import type { Connection, Ports } from './connection.ts';

interface Listeners {
  message(message: unknown): void;
  close(): void;
}

/** The engine as a child process of the browser shell or the command line: frames over the IPC channel. */
export function childProcessPorts(): Ports {
  const open = new Map<number, Listeners>();
  let onConnection: (connection: Connection) => void = () => undefined;
  let onShutdown: () => void = () => undefined;

  process.on('message', (message: HostMessage) => {
    if (message.kind === 'open') accept(message.connection);
    else if (message.kind === 'frame') receive(message.connection, message.bytes);
    else if (message.kind === 'close') lose(message.connection);
    else onShutdown();
  });
  process.on('disconnect', () => onShutdown());

  function accept(number: number): void {
    const listeners: Listeners = { message: () => undefined, close: () => undefined };
    open.set(number, listeners);
    onConnection({
      send: (message) => open.has(number) && tell({ kind: 'frame', connection: number, bytes: encodeFrame(message) }),
      onMessage: (listener) => (listeners.message = listener),
      onClose: (listener) => (listeners.close = listener),
      close: () => {
        lose(number);
        tell({ kind: 'close', connection: number });
      },
    });
  }

  function receive(number: number, bytes: Uint8Array): void {
    open.get(number)?.message(decodeOrNothing(bytes));
  }

  function lose(number: number): void {
    const listeners = open.get(number);
    open.delete(number);
    listeners?.close();
  }

  return {
    onConnection: (listener) => (onConnection = listener),
    onShutdown: (listener) => (onShutdown = listener),
    ready: () => tell({ kind: 'ready' }),
    training: (going) => tell({ kind: 'training', going }),
  };
}

/** A host that is gone is noticed by `disconnect`; what could not be sent to it is of no use to anyone. */
function tell(message: EngineSideMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** Bytes that are not MessagePack become something that no schema accepts. */
function decodeOrNothing(bytes: Uint8Array): unknown {
  try {
    return decodeFrame(bytes);
  } catch {
    return undefined;
  }
}
