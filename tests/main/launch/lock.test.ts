import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from '#main/launch/lock.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-lock-'));
  file = join(folder, 'out', '.lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets one in at a time', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(20);
    inside--;
  };
  await Promise.all([withLock(file, work), withLock(file, work), withLock(file, work)]);
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

it('is let go when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
});

it('is taken over from a process that has ended', async () => {
  const ended = spawnSync(process.execPath, ['--version']).pid;
  await withLock(file, () => Promise.resolve());
  writeFileSync(file, String(ended));
  expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
});

it('is taken over when its owner died before it could name itself', async () => {
  await withLock(file, () => Promise.resolve());
  writeFileSync(file, '');
  utimesSync(file, 1, 1);
  expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
});
