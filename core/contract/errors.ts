import { z } from 'zod';

export const errorCodes = [
  /** The request is not in the table, or its input does not fit. */
  'invalid-request',
  /** What was asked for by name does not exist. */
  'not-found',
  /** It exists, but this cannot be done with it now. */
  'conflict',
  /** A file or the data in it cannot be used. */
  'bad-file',
  /** What was asked for could not be fetched from the network. */
  'download',
  /** It was stopped because someone asked for that. */
  'cancelled',
  /** The workspace cannot be opened or written. */
  'workspace',
  /** The run cannot be carried out as it is set up. */
  'bad-setup',
  /** The numbers of a training left the range of numbers. */
  'diverged',
  /** The engine ended while it was working on this. */
  'engine-gone',
  /** A fault of the program. */
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const problemSchema = z.object({
  code: z.enum(errorCodes),
  /** What happened, in a sentence. */
  message: z.string(),
  /** What to do about it; may be empty. */
  hint: z.string(),
});
/** An error as it crosses a boundary. */
export type Problem = z.infer<typeof problemSchema>;

/** An error meant for people. Anything else that is thrown is a fault of the program. */
export class LaminaError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'LaminaError';
    this.code = code;
    this.hint = hint;
  }

  toProblem(): Problem {
    return { code: this.code, message: this.message, hint: this.hint };
  }

  static fromProblem(problem: Problem): LaminaError {
    return new LaminaError(problem.code, problem.message, problem.hint);
  }
}
