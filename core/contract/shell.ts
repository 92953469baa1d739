import type { RequestMessage } from './messages.ts';

/** What the page is told of the shell it is in. */
export type Platform = 'electron' | 'browser';

/**
 * What Electron's preload script puts on `window.lamina`. In a browser there is none, and the page opens a WebSocket
 * to its own origin instead.
 */
export interface ShellBridge {
  readonly platform: Platform;
  /**
   * Joins the page to the engine, as soon as there is one. `closed` is called once, when that engine has ended;
   * connect again to reach the one that takes its place.
   */
  connect(listener: { message(message: unknown): void; closed(): void }): ShellConnection;
}

export interface ShellConnection {
  send(message: RequestMessage): void;
  close(): void;
}
