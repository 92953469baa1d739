import type { MessagePortMain } from 'electron';
import type { EngineState } from '../../host/channel.ts';
import type { Connection, Ports } from './connection.ts';

/** The engine as Electron's utility process: each page has a MessagePort of its own, and messages need no encoding. */
export function electronPorts(): Ports {
  let onConnection: (connection: Connection) => void = () => undefined;
  let onShutdown: () => void = () => undefined;

  process.parentPort.on('message', (event) => {
    const { kind } = event.data as { kind: 'open' | 'shutdown' };
    if (kind === 'shutdown') onShutdown();
    else for (const port of event.ports) onConnection(connectionOver(port));
  });

  return {
    onConnection: (listener) => (onConnection = listener),
    onShutdown: (listener) => (onShutdown = listener),
    ready: () => tell({ kind: 'ready' }),
    training: (going) => tell({ kind: 'training', going }),
  };
}

function tell(state: EngineState): void {
  process.parentPort.postMessage(state);
}

function connectionOver(port: MessagePortMain): Connection {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}
