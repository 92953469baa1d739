import type { DatasetSource } from '../contract/dataset.ts';
import { digitsVersion } from './digits/generator.ts';

/** What the built-in digits are made from. */
export const builtInDigitsSource = {
  kind: 'digits',
  version: digitsVersion,
  count: 60_000,
  seed: 1,
} as const satisfies DatasetSource;
