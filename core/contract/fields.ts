import { z } from 'zod';

// Schemas of single settings. Each says in one sentence what it allows, whatever of it is broken.

/** A whole number from `least` to `most`, both allowed. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${numberText(least)} to ${numberText(most)}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** A number from `least` to `most`, both allowed. */
export function numberFrom(least: number, most: number) {
  const error = `must be a number from ${numberText(least)} to ${numberText(most)}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

/** A number from `least` to `most`, `most` itself not allowed. */
export function numberBelow(least: number, most: number) {
  const error = `must be a number from ${numberText(least)} up to, but not including, ${numberText(most)}`;
  return z.number({ error }).min(least, { error }).lt(most, { error });
}

/** A number above `bound`, up to and including `most`. */
export function numberAbove(bound: number, most: number) {
  const error = `must be a number above ${numberText(bound)}, up to ${numberText(most)}`;
  return z.number({ error }).gt(bound, { error }).max(most, { error });
}

/** A text that is not empty; spaces around it do not count. */
export function text(most: number) {
  const error = `must be a text of 1 to ${numberText(most)} characters`;
  return z.string({ error }).trim().min(1, { error }).max(most, { error });
}

/** An address on the web, as in "https://example.org/folder". */
export function webAddress() {
  const error = 'must be a web address that begins with http:// or https://';
  return z.url({ protocol: /^https?$/, error }).max(2000, { error });
}

export function oneOf<const Words extends readonly string[]>(words: Words) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}

export function yesOrNo() {
  return z.boolean({ error: 'must be true or false' });
}

/** As people write it: 1,000,000 and 0.001. */
export function numberText(value: number): string {
  return Math.abs(value) >= 1000 ? value.toLocaleString('en') : String(value);
}
