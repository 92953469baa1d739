import type { EnginePort } from '#core/contract/client.ts';
import { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { EventName, Events } from '#core/contract/events.ts';
import { decodeFrame, encodeFrame, type EngineMessage } from '#core/contract/messages.ts';
import { requests, type RequestName, type RequestOutput, type RequestValue } from '#core/contract/requests.ts';
import type { EngineSession, Environment } from '#main/cli/environment.ts';
import { plain } from '#main/cli/output/style.ts';
import { runLamina } from '#main/cli/program.ts';

export type Send = <Name extends EventName>(event: Name, data: Events[Name]) => void;

/** What the fake engine does when asked; a request that is not here is answered with `not-found`. */
export type Handlers = {
  [Name in RequestName]?: (input: RequestValue<Name>, send: Send, end: (how: string) => void) => RequestOutput<Name>;
};

/** An engine that answers from a table. Like the real one it validates what it is asked, and talks in frames. */
export function fakeSession(handlers: Handlers): EngineSession & { asked: string[] } {
  let receive: (message: unknown) => void = () => undefined;
  let lose: () => void = () => undefined;
  let ended: (how: string) => void = () => undefined;
  const asked: string[] = [];
  const deliver = (message: EngineMessage) => {
    const frame = encodeFrame(message);
    queueMicrotask(() => receive(decodeFrame(frame)));
  };
  const send: Send = (event, data) => deliver({ event, data });
  const end = (how: string) => {
    lose();
    ended(how);
  };
  const port: EnginePort = {
    send({ id, request, input }) {
      asked.push(request);
      const name = request as RequestName;
      try {
        const handler = handlers[name] as
          ((input: unknown, send: Send, end: (how: string) => void) => unknown) | undefined;
        if (handler === undefined) throw new LaminaError('not-found', `The fake engine has no "${request}".`);
        const result = handler(requests[name].input.parse(input), send, end);
        deliver({ id, result });
      } catch (error) {
        if (!(error instanceof LaminaError)) throw error;
        deliver({ id, problem: error.toProblem() });
      }
    },
    onMessage: (listener) => (receive = listener),
    onClose: (listener) => (lose = listener),
    close: () => undefined,
  };
  return {
    client: new EngineClient(port),
    ended: new Promise((resolve) => (ended = resolve)),
    close: () => Promise.resolve(),
    asked,
  };
}

export interface Outcome {
  code: number;
  out: string[];
  err: string[];
  /** The lines of standard output as JSON. */
  json: unknown[];
  /** Requests that reached the engine, in order. */
  asked: string[];
}

/** Carries out one command line over a fake engine. `interrupt` takes what Ctrl+C would call. */
export async function lamina(
  words: string | readonly string[],
  handlers: Handlers = {},
  interrupt: (press: () => void) => void = () => undefined,
): Promise<Outcome> {
  const session = fakeSession(handlers);
  const out: string[] = [];
  const err: string[] = [];
  const environment: Environment = {
    print: (line) => out.push(...line.split('\n')),
    tell: (line) => err.push(...line.split('\n')),
    style: plain,
    progress: { show: () => undefined, hide: () => undefined },
    openEngine: () => Promise.resolve(session),
    onInterrupt: (listener) => {
      interrupt(listener);
      return () => undefined;
    },
    debug: false,
  };
  const list = typeof words === 'string' ? words.split(' ') : words;
  const code = await runLamina(list, environment, '1.2.3');
  const { asked } = session;
  return {
    code,
    out,
    err,
    asked,
    get json() {
      return out.map((line): unknown => JSON.parse(line));
    },
  };
}
