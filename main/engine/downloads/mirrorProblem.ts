import { LaminaError } from '#core/contract/errors.ts';
import { codeOf } from '../../store/errorCode.ts';

/**
 * - `unreachable`: no connection to it came about
 * - `broken`: the connection came to an end too early; what has come is of use
 * - `unfit`: it has not got the file, or has another one
 */
type MirrorProblemKind = 'unreachable' | 'broken' | 'unfit';

/** Why a mirror was of no use. The message is a part of a sentence, for `notDownloaded`. */
export class MirrorProblem extends Error {
  readonly kind: MirrorProblemKind;

  constructor(kind: MirrorProblemKind, message: string) {
    super(message);
    this.name = 'MirrorProblem';
    this.kind = kind;
  }
}

/** What an error of the network says of a mirror with which there was no connection yet. */
export function unreachable(host: string, error: unknown): MirrorProblem {
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new MirrorProblem('unreachable', `the name ${host} is not known here`);
  }
  if (code === 'ECONNREFUSED') return new MirrorProblem('unreachable', `${host} refuses the connection`);
  if (code === 'ECONNRESET') return new MirrorProblem('broken', `${host} ended the connection without an answer`);
  return new MirrorProblem('unreachable', `${host} cannot be reached (${code})`);
}

/** The error for a file that no mirror gave: what each of them did, and what can be done about it. */
export function notDownloaded(title: string, problems: readonly MirrorProblem[]): LaminaError {
  const each = [...new Set(problems.map(({ message }) => message))].join('; ') || 'no mirror is named for it';
  const isOffline = problems.length > 0 && problems.every(({ kind }) => kind === 'unreachable');
  return new LaminaError(
    'download',
    isOffline
      ? `${title} could not be downloaded, because no mirror can be reached: ${each}. This computer may be offline.`
      : `${title} could not be downloaded: ${each}.`,
    'Try again when the network is there: what has come so far is kept. Without a network, use the built-in digits, or ' +
      `bring the files in by hand: lamina import idx IMAGES LABELS --name ${title}.`,
  );
}
