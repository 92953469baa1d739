import type { EnginePort } from '#core/contract/client.ts';
import { defaultConfig } from '#core/contract/config.ts';
import type { ErrorCode } from '#core/contract/errors.ts';
import type { EventName, Events } from '#core/contract/events.ts';
import type { RequestMessage } from '#core/contract/messages.ts';
import type { RequestName } from '#core/contract/requests.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { EngineAccess } from '#renderer/client/connect.ts';

type Answer = (input: never) => unknown;

/** Engines as the page meets them, one after another: each request is answered by a function, at once but not before. */
export class FakeEngine implements EngineAccess {
  readonly platform = 'browser';
  readonly asked: { name: string; input: unknown }[] = [];
  readonly answers = new Map<string, Answer>();
  /** How many connections were opened. */
  opened = 0;
  #message: (message: unknown) => void = () => undefined;
  #close: (() => void)[] = [];

  constructor() {
    this.answer('app.info', () => ({ version: '1.2.3' }));
    this.answer('runs.list', () => []);
    this.answer('datasets.list', () => []);
  }

  open(): EnginePort {
    this.opened++;
    this.#close = [];
    let isOpen = true;
    return {
      send: (message) =>
        queueMicrotask(() => {
          if (isOpen) void this.#reply(message);
        }),
      onMessage: (listener) => (this.#message = listener),
      onClose: (listener) => this.#close.push(listener),
      close: () => (isOpen = false),
    };
  }

  answer(name: RequestName, answer: Answer): void {
    this.answers.set(name, answer);
  }

  refuse(name: RequestName, code: ErrorCode, message: string, hint = ''): void {
    this.answer(name, () => {
      throw new Refusal(code, message, hint);
    });
  }

  tell<Name extends EventName>(event: Name, data: Events[Name]): void {
    this.#message({ event, data });
  }

  /** The engine's process ends. */
  end(): void {
    for (const listener of this.#close.splice(0)) listener();
  }

  inputsOf(name: RequestName): unknown[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.input);
  }

  async #reply(message: RequestMessage): Promise<void> {
    this.asked.push({ name: message.request, input: message.input });
    const answer = this.answers.get(message.request);
    if (!answer) return; // never answered
    try {
      this.#message({ id: message.id, result: await answer(message.input as never) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#message({ id: message.id, problem: { code: error.code, message: error.message, hint: error.hint } });
    }
  }
}

class Refusal extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Lets everything that waits for an answer go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

export function run(id: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    name: `Run ${id}`,
    status: 'finished',
    problem: null,
    dataset: { id: 'digits', name: 'Built-in digits', hash: null, kind: 'pictures', shape: [28, 28], targets: [] },
    design: { inputs: 784, layers: [{ units: 10, activation: 'softmax' }] },
    config: defaultConfig,
    parameters: 7850,
    createdAt: 0,
    endedAt: null,
    trashedAt: null,
    learningRate: defaultConfig.optimizer.learningRate,
    epochs: 1,
    best: null,
    last: null,
    seconds: 1,
    examplesPerSecond: null,
    weightsHash: 'abc',
    weightsEpoch: 1,
    weightsBatches: 0,
    weightsResult: null,
    kernelBuild: 'simd',
    programVersion: '0.1.0',
    parent: null,
    ...changes,
  };
}

export function fakeStorage(start: Record<string, string> = {}): Storage {
  const held = new Map(Object.entries(start));
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: () => null,
    get length() {
      return held.size;
    },
  };
}

/** A window's address and history. */
export class FakeBar {
  readonly location: { hash: string };
  readonly history = {
    replaceState: (_data: unknown, _unused: string, url: string) => void (this.location.hash = url),
  };
  readonly #listeners: (() => void)[] = [];

  constructor(hash = '') {
    this.location = { hash };
  }

  addEventListener(_type: 'hashchange', listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The user types an address, or goes back. */
  visit(hash: string): void {
    this.location.hash = hash;
    for (const listener of this.#listeners) listener();
  }
}
