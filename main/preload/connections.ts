import type { RequestMessage } from '#core/contract/messages.ts';
import type { ShellBridge, ShellConnection } from '#core/contract/shell.ts';

type Listener = Parameters<ShellBridge['connect']>[0];

interface Connection {
  listener: Listener;
  /** Null until there is an engine to be connected to. */
  port: MessagePort | null;
  /** What was sent before that. */
  early: RequestMessage[];
}

/** The page's connections to the engine, each over a port that comes from the main process when there is an engine. */
export class Connections {
  readonly #askForPort: (connection: number) => void;
  readonly #open = new Map<number, Connection>();
  #nextNumber = 0;

  constructor(askForPort: (connection: number) => void) {
    this.#askForPort = askForPort;
  }

  connect(listener: Listener): ShellConnection {
    const number = this.#nextNumber++;
    this.#open.set(number, { listener, port: null, early: [] });
    this.#askForPort(number);
    return {
      send: (message) => this.#send(number, message),
      close: () => this.#close(number),
    };
  }

  /** A port that nobody waits for (any more) is closed, so that the engine forgets it. */
  receivePort(number: number, port: MessagePort): void {
    const connection = this.#open.get(number);
    if (!connection || connection.port) return port.close();
    connection.port = port;
    port.addEventListener('message', (event: MessageEvent<unknown>) => connection.listener.message(event.data));
    port.addEventListener('close', () => this.#lose(number));
    port.start();
    for (const message of connection.early.splice(0)) port.postMessage(message);
  }

  /** Those that still wait for a port go on waiting: theirs will be the next engine's. */
  loseAll(): void {
    for (const [number, connection] of [...this.#open]) if (connection.port) this.#lose(number);
  }

  #send(number: number, message: RequestMessage): void {
    const connection = this.#open.get(number);
    // Only what the contract names crosses over.
    const { id, request, input } = message;
    if (connection?.port) connection.port.postMessage({ id, request, input });
    else connection?.early.push({ id, request, input });
  }

  #close(number: number): void {
    this.#open.get(number)?.port?.close();
    this.#open.delete(number);
  }

  #lose(number: number): void {
    const connection = this.#open.get(number);
    if (!connection) return;
    this.#close(number);
    connection.listener.closed();
  }
}
