import { LaminaError } from '#core/contract/errors.ts';
import type { EventName, Events } from '#core/contract/events.ts';
import { describeIssues } from '#core/contract/issues.ts';
import { requestMessageSchema } from '#core/contract/messages.ts';
import { requests, type RequestName, type RequestOutput, type RequestValue } from '#core/contract/requests.ts';
import type { Connection } from './ports/connection.ts';
import { toProblem } from './problem.ts';

/** One handler for each request of the contract; the compiler sees to it that none is missing. */
export type Handlers = {
  [Name in RequestName]: (input: RequestValue<Name>) => RequestOutput<Name> | Promise<RequestOutput<Name>>;
};

export type Tell = <Name extends EventName>(event: Name, data: Events[Name]) => void;

/** Answers every connection's requests from the handler table, and tells all of them what happens. */
export class Dispatcher {
  readonly #connections = new Set<Connection>();
  readonly #handlers: Handlers;

  constructor(makeHandlers: (tell: Tell) => Handlers) {
    this.#handlers = makeHandlers(this.tell);
  }

  readonly tell: Tell = (event, data) => {
    for (const connection of this.#connections) connection.send({ event, data });
  };

  add(connection: Connection): void {
    this.#connections.add(connection);
    connection.onClose(() => this.#connections.delete(connection));
    connection.onMessage((raw) => void this.#answer(connection, raw));
  }

  async #answer(connection: Connection, raw: unknown): Promise<void> {
    const message = requestMessageSchema.safeParse(raw);
    if (!message.success) {
      // Without an id there is nobody to answer; whoever speaks like this does not know the contract.
      connection.close();
      return;
    }
    const { id, request, input } = message.data;
    try {
      connection.send({ id, result: await this.#handle(request, input) });
    } catch (error) {
      connection.send({ id, problem: toProblem(error) });
    }
  }

  #handle(request: string, input: unknown): unknown {
    if (!Object.hasOwn(requests, request)) {
      throw new LaminaError('invalid-request', `There is no request named "${request}".`);
    }
    const name = request as RequestName;
    const value = requests[name].input.safeParse(input, { reportInput: true });
    if (!value.success) {
      throw new LaminaError('invalid-request', `${name}: ${describeIssues(value.error, 'its input').join('; ')}.`);
    }
    const handler = this.#handlers[name] as (input: unknown) => unknown;
    return handler(value.data);
  }
}
