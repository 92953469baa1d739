import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint } from '#main/launch/fingerprint.ts';

let folder: string;
const paths = ['sources', 'lock.json', 'absent'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-fingerprint-'));
  mkdirSync(join(folder, 'sources', 'inner'), { recursive: true });
  writeFileSync(join(folder, 'sources', 'inner', 'a.ts'), 'one');
  writeFileSync(join(folder, 'lock.json'), '{}');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('stays the same while nothing changes, and does not look elsewhere', () => {
  const before = fingerprint(folder, paths);
  writeFileSync(join(folder, 'other'), 'new');
  expect(fingerprint(folder, paths)).toBe(before);
});

it.each<[string, () => void]>([
  ['a file of another length', () => writeFileSync(join(folder, 'sources', 'inner', 'a.ts'), 'longer')],
  ['a file of another time', () => utimesSync(join(folder, 'lock.json'), 1, 1)],
  ['a new file', () => writeFileSync(join(folder, 'sources', 'b.ts'), '')],
  ['a file that is gone', () => rmSync(join(folder, 'lock.json'))],
  ['a path that was absent', () => writeFileSync(join(folder, 'absent'), '')],
])('changes with %s', (_, change) => {
  const before = fingerprint(folder, paths);
  change();
  expect(fingerprint(folder, paths)).not.toBe(before);
});
