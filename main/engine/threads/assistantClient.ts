import type { Worker } from 'node:worker_threads';
import { LaminaError } from '#core/contract/errors.ts';
import type { AssistantData, AssistantMessage, AssistantRequest, AssistantTasks, TaskName } from './protocol.ts';
import { startThread } from './scripts.ts';

interface Listener {
  progress?(done: number): void;
}

interface Waiting extends Listener {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The engine's side of an assistant thread. The thread starts with its first task and takes tasks in order. */
export class Assistant {
  readonly #data: AssistantData;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 0;
  /** Keys of the models its thread has; gone with the thread. The one used last stands last. */
  readonly models = new Set<string>();

  constructor(data: AssistantData) {
    this.#data = data;
  }

  do<Name extends TaskName>(
    task: Name,
    input: AssistantTasks[Name]['input'],
    listener: Listener = {},
  ): Promise<AssistantTasks[Name]['output']> {
    const id = this.#nextId++;
    const request: AssistantRequest = { id, task, input };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { ...listener, resolve: resolve, reject });
      (this.#worker ??= this.#start()).postMessage(request);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = startThread('assistant', this.#data);
    worker.on('message', (message: AssistantMessage) => this.#receive(message));
    worker.on('error', (error: Error) => this.#lose(worker, `A background thread failed: ${error.message}`));
    worker.on('exit', () => this.#lose(worker, 'A background thread ended.'));
    return worker;
  }

  #receive(message: AssistantMessage): void {
    const waiting = this.#waiting.get(message.id);
    if ('progress' in message) return waiting?.progress?.(message.progress);
    this.#waiting.delete(message.id);
    if ('problem' in message) waiting?.reject(LaminaError.fromProblem(message.problem));
    else waiting?.resolve(message.result);
  }

  /** The next task starts a new thread. */
  #lose(worker: Worker, message: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.models.clear();
    for (const { reject } of this.#waiting.values()) reject(new LaminaError('internal', message, 'Try again.'));
    this.#waiting.clear();
  }
}
