import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Case } from './cases.ts';

/** Who trains in the comparison. */
export interface Contestant {
  name: string;
  /** Gets ready, and trains a little to warm up. */
  prepare(setup: Case): Promise<void>;
  /** Trains for about so many seconds; the examples a second. */
  round(seconds: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * A contestant in a process of its own. It reads lines of JSON, a case to prepare or `{"seconds": …}`, and answers each
 * with a line that is a number. The process may be shared by contestants that differ in what they add to a case.
 */
export class Program {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(command: string, words: string[]) {
    this.#child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.on('error', () => undefined); // what it was asked is then not answered
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  async ask(message: object): Promise<number> {
    this.#child.stdin!.on('error', () => undefined).write(`${JSON.stringify(message)}\n`);
    const answer = await this.#answers.next();
    if (answer.done) throw new Error('It ended without an answer.');
    return Number(answer.value);
  }

  async close(): Promise<void> {
    this.#child.stdin!.end();
  }
}

export function inProgram(name: string, program: Program, more: object): Contestant {
  return {
    name,
    prepare: async (setup) => void (await program.ask({ ...setup, ...more })),
    round: (seconds) => program.ask({ seconds }),
    close: () => program.close(),
  };
}
