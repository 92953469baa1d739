import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '#core/tensor/random.ts';
import { problemOf, type Import } from './importFiles.ts';
import { mutate, repairPng } from './mutate.ts';
import { csv, images, jpgFile, labels, pngFile, zipFile } from './validFiles.ts';

/**
 * Valid files of each format, changed at random by a seed. Each must be read or refused with `bad-file`: `problemOf`
 * throws whatever else is thrown. A hang ends in the test's time running out.
 */
interface Format {
  inputs: number;
  /** Different errors that the mutations must lead to at least: proof that they get past the first check. */
  errors: number;
  make: (random: Random) => Import;
}

const folder = (bytes: Uint8Array, name: string): Import => ({
  kind: 'folder',
  files: { 'cats/1.png': pngFile, [`dogs/${name}`]: bytes },
  choices: { size: [4, 4] },
});
const european = 'a;b;y\n1,5;rot;1\n2,25;grün;2\n;blau;1\n"3,5";"rot; hell";3\n';

const formats: Record<string, Format> = {
  'IDX pictures': {
    inputs: 4000,
    errors: 8,
    make: (random) => ({ kind: 'idx', images: mutate(images, random), labels }),
  },
  'IDX labels': {
    inputs: 2000,
    errors: 6,
    make: (random) => ({ kind: 'idx', images, labels: mutate(labels, random) }),
  },
  'gzip of IDX': {
    inputs: 2000,
    errors: 5,
    make: (random) => ({ kind: 'idx', images, labels: mutate(gzipSync(labels), random) }),
  },
  'tables with commas': {
    inputs: 4000,
    errors: 12,
    make: (random) => ({ kind: 'table', text: mutate(Buffer.from(csv), random) }),
  },
  'tables with semicolons': {
    inputs: 3000,
    errors: 12,
    make: (random) => ({
      kind: 'table',
      text: mutate(Buffer.from(european), random),
      choices: { targets: ['y'], missing: 'fill' },
    }),
  },
  PNG: { inputs: 2500, errors: 3, make: (random) => folder(repairPng(mutate(pngFile, random)), '1.png') },
  JPEG: { inputs: 2500, errors: 2, make: (random) => folder(mutate(jpgFile, random), '1.jpg') },
  '.zip': {
    inputs: 2500,
    errors: 5,
    make: (random) => ({ kind: 'zip', bytes: mutate(zipFile, random), choices: { size: [4, 4] } }),
  },
};

const mostMemory = 2 ** 30;
const before = process.memoryUsage().rss;
let tried = 0;
let largest = 0;

describe.each(Object.entries(formats))('%s changed at random', (name, { inputs, errors, make }) => {
  it(`is read or refused, ${inputs} times`, { timeout: 120_000 }, async () => {
    const random = new Random(1, 'fuzz', name);
    const outcomes = new Set<string>();
    for (let i = 0; i < inputs; i++) {
      const input = make(random);
      outcomes.add((await problemOf(input)).replaceAll(/[\d,]+|"[^"]*"/g, '…'));
      tried++;
      if (i % 100 === 0) largest = Math.max(largest, process.memoryUsage().rss);
    }
    expect(outcomes).toContain('nothing was wrong: … examples');
    expect(outcomes.size - 1).toBeGreaterThanOrEqual(errors);
  });
});

afterAll(() => {
  expect(tried).toBeGreaterThanOrEqual(20_000);
  expect(largest - before).toBeLessThan(mostMemory);
});
