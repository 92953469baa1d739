import { LaminaError, type Problem } from '#core/contract/errors.ts';

/** What is told of an error. One that was not meant for people is a fault of the program, and is logged whole. */
export function toProblem(error: unknown): Problem {
  if (error instanceof LaminaError) return error.toProblem();
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return {
    code: 'internal',
    message: `Something went wrong inside Lamina: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'This is a fault of the program. What was saved before is safe.',
  };
}
