import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { parseDesign } from '#renderer/views/workbench/designs/contents.ts';

const folder = join(import.meta.dirname, 'files');
const expected = JSON.parse(readFileSync(join(import.meta.dirname, 'expected.json'), 'utf8')) as Record<
  string,
  { message: string; hint: string }
>;

/** What is told of a file that cannot be opened. */
function told(name: string): { message: string; hint: string } {
  try {
    parseDesign(readFileSync(join(folder, name), 'utf8'), name);
  } catch (error) {
    if (error instanceof LaminaError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error(`${name} was accepted`);
}

it('has a file for every message, and a message for every file', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort());
});

it.each(Object.keys(expected))('%s is refused by name, with the exact reason', (name) => {
  expect(told(name)).toEqual(expected[name]);
  expect(expected[name].message).toContain(name);
});
