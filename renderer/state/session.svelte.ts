import { EngineClient } from '#core/contract/client.ts';
import { LaminaError, type Problem } from '#core/contract/errors.ts';
import type { EventName, Events } from '#core/contract/events.ts';
import type { AppInfo, RequestInput, RequestName, RequestOutput } from '#core/contract/requests.ts';
import type { Platform } from '#core/contract/shell.ts';
import type { EngineAccess } from '../client/connect.ts';
import type { Notices } from './notices.svelte.ts';

/**
 * - `connecting`: for the first time
 * - `ready`: requests are answered
 * - `lost`: the engine has ended; the page tries to reach the one that takes its place
 * - `refused`: there is an engine, but it cannot work, as `problem` says
 */
type SessionStatus = 'connecting' | 'ready' | 'lost' | 'refused';

const firstWaitMilliseconds = 500;
const longestWaitMilliseconds = 5_000;

const engineIsBack = { text: 'Lamina’s engine is running again.' };

/** The page's connection to the engine, through all the engines there may be while it is open. */
export class Session {
  readonly platform: Platform;
  readonly #access: EngineAccess;
  readonly #notices: Notices;
  readonly #subscriptions = new Set<(client: EngineClient) => () => void>();
  readonly #onReady: (() => void)[] = [];
  readonly #onLost: (() => void)[] = [];
  #client: EngineClient | null = null;
  #wait = firstWaitMilliseconds;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #status: SessionStatus = $state('connecting');
  #info: AppInfo | null = $state.raw(null);
  #problem: Problem | null = $state.raw(null);

  constructor(access: EngineAccess, notices: Notices) {
    this.platform = access.platform;
    this.#access = access;
    this.#notices = notices;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get info(): AppInfo | null {
    return this.#info;
  }

  /** Why the engine cannot work, when it is `refused`. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Connects; again after every loss, with longer and longer waits. */
  open(): void {
    clearTimeout(this.#timer);
    const port = this.#access.open();
    const client = new EngineClient(port);
    this.#client = client;
    for (const subscribe of this.#subscriptions) subscribe(client);
    port.onClose(() => this.#lose(client));
    void this.#greet(client);
  }

  /** Tries at once, in place of waiting for the next attempt. */
  retry(): void {
    const previous = this.#client;
    this.#client = null; // so that its end is not taken for a loss
    previous?.close();
    this.#wait = firstWaitMilliseconds;
    this.open();
  }

  close(): void {
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    client?.close();
  }

  /** Rejects with a `LaminaError`, which the caller tells of. */
  ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestOutput<Name>> {
    if (!this.#client) return Promise.reject(new LaminaError('engine-gone', 'Lamina’s engine is not running.'));
    return this.#client.request(name, input);
  }

  /** Like `ask`, but an error is told in a notice, and the result is then undefined. */
  async request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name> | undefined> {
    try {
      return await this.ask(name, input);
    } catch (error) {
      // That the engine is gone is told by the banner, once for all requests.
      if (!(error instanceof LaminaError && error.code === 'engine-gone')) this.#notices.tellError(error);
      return undefined;
    }
  }

  /** Listens to an event of this engine and of all that follow it. Returns a function that ends the listening. */
  on<Name extends EventName>(event: Name, listener: (data: Events[Name]) => void): () => void {
    let end: () => void = () => undefined;
    const subscribe = (client: EngineClient) => (end = client.on(event, listener));
    this.#subscriptions.add(subscribe);
    if (this.#client) subscribe(this.#client);
    return () => {
      this.#subscriptions.delete(subscribe);
      end();
    };
  }

  /** Calls back whenever the engine has become ready: the time to load anew what it holds. */
  onReady(listener: () => void): void {
    this.#onReady.push(listener);
    if (this.#status === 'ready') listener();
  }

  /** Calls back when an engine that was ready has ended, before anything of the next one is known. */
  onLost(listener: () => void): void {
    this.#onLost.push(listener);
  }

  async #greet(client: EngineClient): Promise<void> {
    try {
      const info = await client.request('app.info', {});
      if (client !== this.#client) return;
      if (this.#status === 'lost') this.#notices.tell(engineIsBack);
      this.#info = info;
      this.#problem = null;
      this.#status = 'ready';
      this.#wait = firstWaitMilliseconds;
      for (const listener of this.#onReady) listener();
    } catch (error) {
      if (client !== this.#client || !(error instanceof LaminaError) || error.code === 'engine-gone') return;
      this.#problem = error.toProblem();
      this.#status = 'refused';
    }
  }

  #lose(client: EngineClient): void {
    if (client !== this.#client) return;
    this.#client = null;
    if (this.#status === 'ready') for (const listener of this.#onLost) listener();
    if (this.#status !== 'connecting') this.#status = 'lost';
    this.#timer = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, longestWaitMilliseconds);
  }
}
