import { LaminaError } from '#core/contract/errors.ts';
import { EngineProcess, type EngineOptions } from '#main/host/engineProcess.ts';
import { RestartPolicy } from '#main/host/restartPolicy.ts';

export interface EngineKeeperListener {
  /** A line for the terminal. */
  report(line: string): void;
  /** The engine died so often that it is not started again. */
  gaveUp(error: LaminaError): void;
}

/** Keeps one engine going: starts it, and starts it again when it dies. */
export class EngineKeeper {
  readonly #options: EngineOptions;
  readonly #listener: EngineKeeperListener;
  readonly #policy: Pick<RestartPolicy, 'shouldRestart'>;
  #engine: EngineProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(
    options: EngineOptions,
    listener: EngineKeeperListener,
    policy: Pick<RestartPolicy, 'shouldRestart'> = new RestartPolicy(),
  ) {
    this.#options = options;
    this.#listener = listener;
    this.#policy = policy;
    this.#start();
  }

  /** Null between an engine's death and the start of the next one. */
  get engine(): EngineProcess | null {
    return this.#engine;
  }

  /** Ends the engine, which then starts afresh; for when its sources have changed. */
  async replace(): Promise<void> {
    const engine = this.#engine;
    if (!engine) return;
    this.#engine = null;
    await engine.shutdown();
    if (!this.#stopped) this.#start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#restart) clearTimeout(this.#restart);
    const engine = this.#engine;
    this.#engine = null;
    await engine?.shutdown();
  }

  #start(): void {
    const engine = new EngineProcess(this.#options);
    this.#engine = engine;
    void engine.ended.then(({ code, signal }) => {
      if (this.#engine !== engine) return; // it was asked to end
      this.#engine = null;
      this.#repair(signal ?? `exit code ${code}`);
    });
  }

  #repair(how: string): void {
    const decision = this.#policy.shouldRestart(performance.now());
    if (!decision.restart) {
      this.#listener.gaveUp(
        new LaminaError(
          'engine-gone',
          `Lamina’s engine ended again and again (last with ${how}).`,
          'What it printed above may say why. Everything up to the last checkpoints is kept.',
        ),
      );
      return;
    }
    this.#listener.report(`Lamina’s engine ended unexpectedly (${how}) and is being started again.`);
    this.#restart = setTimeout(() => this.#start(), decision.delay);
  }
}
