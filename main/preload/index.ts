import { contextBridge, ipcRenderer } from 'electron';
import type { ShellBridge } from '#core/contract/shell.ts';
import { channels } from './channels.ts';
import { Connections } from './connections.ts';

const connections = new Connections((connection) => ipcRenderer.send(channels.connect, connection));

// Electron's events stay on this side: through them the page could reach ipcRenderer itself.
ipcRenderer.on(channels.port, (event, connection: number) => connections.receivePort(connection, event.ports[0]));
ipcRenderer.on(channels.ended, () => connections.loseAll());

const bridge: ShellBridge = {
  platform: 'electron',
  connect: (listener) => connections.connect(listener),
};

contextBridge.exposeInMainWorld('lamina', bridge);
