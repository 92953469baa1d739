import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import { pixelScale, type LabelledTable } from '#core/data/examples.ts';
import { Random } from '#core/tensor/random.ts';

/**
 * What everyone trains on: the built-in digits, of whose pixels four in five are blank as they are in real digits; or
 * noise without a single zero, for which nothing can be left out.
 */
export const exampleKinds = ['digits', 'noise'] as const;
export type ExampleKind = (typeof exampleKinds)[number];

const count = 4096;
const seed = 1;

export function makeExamples(kind: ExampleKind): LabelledTable & { inputs: Uint8Array } {
  const inputs = new Uint8Array(count * digitPixels);
  const labels = new Uint8Array(count);
  fillDigits(seed, 0, count, inputs, labels);
  const random = new Random(seed, 'bench');
  if (kind === 'noise') for (let i = 0; i < inputs.length; i++) inputs[i] = 1 + random.below(255);
  return { count, features: digitPixels, classes: 10, inputs, scale: pixelScale, labels };
}

/** The examples as a file for other programs: all inputs, a byte each, and then the labels. Gone when the process ends. */
export function writeExamples({ inputs, labels }: ReturnType<typeof makeExamples>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lamina-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'examples');
  writeFileSync(path, Buffer.concat([inputs, labels]));
  return path;
}
