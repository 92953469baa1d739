import { LaminaError } from '../../contract/errors.ts';

export const damagedHint = 'The file may be damaged; fetch or make it again.';

export function badFile(message: string, hint: string): LaminaError {
  return new LaminaError('bad-file', message, hint);
}

export function counted(count: number, noun: string): string {
  return `${shown(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function shown(count: number): string {
  return count.toLocaleString('en');
}

/** A value from a file as a message shows it: on one line, in quotes, and cut short where it is long. */
export function quoted(value: string): string {
  const line = value.slice(0, 60).replaceAll(/\s+/g, ' ').toWellFormed();
  return `"${line}${value.length > 60 ? '…' : ''}"`;
}
