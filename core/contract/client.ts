import { LaminaError } from './errors.ts';
import type { EventName, Events } from './events.ts';
import { engineMessageSchema, type RequestMessage } from './messages.ts';
import type { RequestInput, RequestName, RequestOutput } from './requests.ts';

/** A connection to an engine, whatever carries it. Messages arrive in the order they were sent. */
export interface EnginePort {
  send(message: RequestMessage): void;
  /** Called with each message from the engine, not yet validated. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when nothing more will come. */
  onClose(listener: () => void): void;
  close(): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The typed client of the contract, over any port. */
export class EngineClient {
  readonly #port: EnginePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<EventName, Set<(data: never) => void>>();
  #nextId = 0;
  #closed = false;

  constructor(port: EnginePort) {
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    port.onClose(() => this.#lose());
  }

  /** Rejects with a `LaminaError`: what the engine said, or `engine-gone` when it ended before it answered. */
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestOutput<Name>> {
    if (this.#closed) return Promise.reject(engineGone());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve, reject });
      this.#port.send({ id, request: name, input });
    });
  }

  /** Returns a function that ends the listening. */
  on<Name extends EventName>(event: Name, listener: (data: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  close(): void {
    this.#port.close();
    this.#lose();
  }

  #receive(raw: unknown): void {
    const parsed = engineMessageSchema.safeParse(raw);
    if (!parsed.success)
      throw new Error(`The engine sent a message that is not in the contract: ${parsed.error.message}`);
    const message = parsed.data;
    if ('event' in message) {
      for (const listener of this.#listeners.get(message.event) ?? []) listener(message.data as never);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('problem' in message) waiting?.reject(LaminaError.fromProblem(message.problem));
    else waiting?.resolve(message.result);
  }

  #lose(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(engineGone());
    this.#waiting.clear();
  }
}

function engineGone(): LaminaError {
  return new LaminaError(
    'engine-gone',
    'The engine ended before it answered.',
    'Runs keep their last checkpoint and can be resumed.',
  );
}
