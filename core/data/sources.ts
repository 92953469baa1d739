import type { DatasetSource } from '../contract/dataset.ts';
import { digitsVersion } from './digits/generator.ts';
import { toyVersion } from './toy/generator.ts';

/** What the built-in digits are made from. */
export const builtInDigitsSource = {
  kind: 'digits',
  version: digitsVersion,
  count: 60_000,
  seed: 1,
} as const satisfies DatasetSource;

/** Whether this version of the program makes the very same examples by itself, whenever they are wanted. */
export function canBeMade(source: DatasetSource): boolean {
  if (source.kind === 'toy') return source.version === toyVersion;
  return source.kind === 'digits' && source.version === digitsVersion;
}
