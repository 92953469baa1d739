import { LaminaError } from '#core/contract/errors.ts';
import { bundledRun } from '#core/contract/run.ts';

export function unknownRun(id: string): LaminaError {
  return new LaminaError(
    'not-found',
    `There is no run "${id}".`,
    `List them: lamina runs. "${bundledRun}" is always there.`,
  );
}
