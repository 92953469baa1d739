import { expect, it } from 'vitest';
import { fileName } from '#renderer/views/runs/exportRun.ts';

it.each([
  ['Wide try, no. 2', 'wide-try-no-2-epoch-5.json'],
  ['Größe/../x', 'gro-e-x-epoch-5.json'],
  ['数字', 'run-k3-epoch-5.json'],
])('names the file of “%s” so that every file system takes it', (name, file) => {
  expect(fileName({ id: 'k3', name }, 5, 'json')).toBe(file);
});
