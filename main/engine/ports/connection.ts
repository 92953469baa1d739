import type { EngineMessage } from '#core/contract/messages.ts';

/** One page or command line, as the engine sees it. What it sends is not yet validated. */
export interface Connection {
  send(message: EngineMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** The way into the engine that its shell opened. */
export interface Ports {
  onConnection(listener: (connection: Connection) => void): void;
  /** The shell asks the engine to end, or is gone itself. */
  onShutdown(listener: () => void): void;
  /** Tells the shell that connections are taken now. */
  ready(): void;
  /** Tells the shell whether a run is being trained. */
  training(going: boolean): void;
}
