import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EnginePort } from '#core/contract/client.ts';
import { decodeFrame, encodeFrame } from '#core/contract/messages.ts';
import type { ConnectionMessage, EngineSideMessage, HostMessage } from './channel.ts';

export interface EngineOptions {
  /** The engine's script: built, or its source. */
  script: string;
  workspace: string;
  /** Folder of the bundled model, the kernels and the like. */
  resources: string;
}

/** One side of a connection to an engine, in frames. */
export interface FrameConnection {
  send(bytes: Uint8Array): void;
  close(): void;
}

interface ConnectionListener {
  frame(bytes: Uint8Array): void;
  closed(): void;
}

/** How long a shutdown may take before the process is ended by force. */
const shutdownMilliseconds = 10_000;

/**
 * An engine as a child process, and the connections to it. It ends when this process ends, however that happens:
 * the engine watches the channel.
 */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #connections = new Map<number, ConnectionListener>();
  readonly ready: Promise<void>;
  /** Resolves when the process has ended, with how it ended. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  #nextConnection = 0;
  #alive = true;
  #isTraining = false;

  constructor(options: EngineOptions) {
    this.#child = fork(options.script, ['--workspace', options.workspace, '--resources', options.resources], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Ctrl+C reaches the whole process group; the host alone decides when its engine ends.
      detached: process.platform !== 'win32',
    });
    this.ended = once(this.#child, 'exit').then(([code, signal]) => {
      this.#lose();
      return { code: code as number | null, signal: signal as string | null };
    });
    this.ready = new Promise((resolve, reject) => {
      this.#child.on('message', (message: EngineSideMessage) => {
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'training') this.#isTraining = message.going;
        else this.#receive(message);
      });
      this.#child.once('error', reject);
      void this.ended.then(({ code, signal }) =>
        reject(new Error(`The engine ended while it was starting (${signal ?? `exit code ${code}`}).`)),
      );
    });
    this.ready.catch(() => undefined); // whoever awaits it is told; nobody need await it
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether a run is being trained in it. */
  get isTraining(): boolean {
    return this.#alive && this.#isTraining;
  }

  /** Opens a connection that carries frames unopened. */
  connectFrames(listener: ConnectionListener): FrameConnection {
    const connection = this.#nextConnection++;
    this.#connections.set(connection, listener);
    this.#send({ kind: 'open', connection });
    return {
      send: (bytes) => this.#send({ kind: 'frame', connection, bytes }),
      close: () => {
        if (this.#connections.delete(connection)) this.#send({ kind: 'close', connection });
      },
    };
  }

  /** Opens a connection that carries messages, for an `EngineClient` in this very process. */
  connect(): EnginePort {
    let onMessage: (message: unknown) => void = () => undefined;
    let onClose: () => void = () => undefined;
    const frames = this.connectFrames({
      frame: (bytes) => onMessage(decodeFrame(bytes)),
      closed: () => onClose(),
    });
    return {
      send: (message) => frames.send(encodeFrame(message)),
      onMessage: (listener) => (onMessage = listener),
      onClose: (listener) => (onClose = listener),
      close: () => frames.close(),
    };
  }

  /** Asks the engine to end, and waits; by force if it takes too long. */
  async shutdown(): Promise<void> {
    if (!this.#alive) return;
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), shutdownMilliseconds);
    this.#send({ kind: 'shutdown' });
    await this.ended;
    clearTimeout(timer);
  }

  #send(message: HostMessage): void {
    // A send that fails means the engine is ending; its exit is what everyone waits for.
    if (this.#alive && this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(message: ConnectionMessage): void {
    const listener = this.#connections.get(message.connection);
    if (message.kind === 'frame') return listener?.frame(message.bytes);
    this.#connections.delete(message.connection);
    listener?.closed();
  }

  #lose(): void {
    this.#alive = false;
    for (const listener of this.#connections.values()) listener.closed();
    this.#connections.clear();
  }
}
