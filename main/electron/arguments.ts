import { parseArgs } from 'node:util';
import { LaminaError } from '#core/contract/errors.ts';

/** The workspace asked for by `--workspace DIR`. Everything else is left to Electron, which has arguments of its own. */
export function askedWorkspace(args: readonly string[]): string | undefined {
  const { values } = parseArgs({ args: [...args], options: { workspace: { type: 'string' } }, strict: false });
  const { workspace } = values;
  if (workspace === undefined || (typeof workspace === 'string' && workspace !== '')) return workspace;
  throw new LaminaError('invalid-request', '--workspace needs a folder.', 'For example: --workspace ~/lamina');
}
