import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { RestartPolicy } from '#main/host/restartPolicy.ts';
import type { EngineState } from '#main/host/channel.ts';
import type { EngineOptions } from '#main/host/engineProcess.ts';

/** How long a shutdown may take before the process is ended by force. */
const shutdownMilliseconds = 10_000;

interface EngineListener {
  /** The engine has ended, and every port to it is dead. */
  ended(): void;
  /** It has ended too often; it stays away until `start` is called again. */
  gaveUp(): void;
  /** A run is being trained, or none is any more. */
  trains(isTraining: boolean): void;
}

/** Keeps one engine alive as a utility process, and opens ways to it. */
export class EngineKeeper {
  readonly #options: EngineOptions;
  readonly #listener: EngineListener;
  #policy = new RestartPolicy();
  #engine: UtilityProcess | null = null;
  #ready = false;
  #closing = false;
  #restart: NodeJS.Timeout | undefined;
  #waiting: ((port: MessagePortMain) => void)[] = [];

  constructor(options: EngineOptions, listener: EngineListener) {
    this.#options = options;
    this.#listener = listener;
  }

  get running(): boolean {
    return this.#engine !== null;
  }

  /** Starts the engine, with nothing held against it. */
  start(): void {
    this.#policy = new RestartPolicy();
    this.#launch();
  }

  /** Calls back with a port to the engine as soon as it takes connections, or to the one that takes its place. */
  connect(receive: (port: MessagePortMain) => void): void {
    if (this.#engine && this.#ready) this.#open(this.#engine, receive);
    else this.#waiting.push(receive);
  }

  /** Asks the engine to end, and waits; by force if it takes too long. It is not started again. */
  async shutdown(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#restart);
    const engine = this.#engine;
    if (!engine) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => endByForce(engine), shutdownMilliseconds);
      engine.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      engine.postMessage({ kind: 'shutdown' });
    });
  }

  #launch(): void {
    const { script, workspace, resources } = this.#options;
    const engine = utilityProcess.fork(script, ['--workspace', workspace, '--resources', resources], {
      serviceName: 'Lamina engine',
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#engine = engine;
    engine.on('message', (message: EngineState) => {
      if (message.kind === 'training') this.#listener.trains(message.going);
      else if (message.kind === 'ready') this.#becomeReady(engine);
    });
    engine.once('exit', () => this.#lose());
  }

  #becomeReady(engine: UtilityProcess): void {
    this.#ready = true;
    for (const receive of this.#waiting.splice(0)) this.#open(engine, receive);
  }

  #open(engine: UtilityProcess, receive: (port: MessagePortMain) => void): void {
    const { port1, port2 } = new MessageChannelMain();
    engine.postMessage({ kind: 'open' }, [port1]);
    receive(port2);
  }

  #lose(): void {
    this.#engine = null;
    this.#ready = false;
    this.#listener.ended();
    if (!this.#closing) this.#listener.trains(false);
    if (this.#closing) return;
    const decision = this.#policy.shouldRestart(performance.now());
    if (decision.restart) this.#restart = setTimeout(() => this.#launch(), decision.delay);
    else this.#listener.gaveUp();
  }
}

/** `UtilityProcess.kill` only asks, and an engine that no longer listens would not hear it. */
function endByForce(engine: UtilityProcess): void {
  if (engine.pid !== undefined) process.kill(engine.pid, 'SIGKILL');
}
