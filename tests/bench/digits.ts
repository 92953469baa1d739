/**
 * How good the built-in digits are: `node tests/bench/digits.ts MNIST_FOLDER`.
 *
 * Trains the bundled model's network, 784-256-128-10, by its recipe on 60,000 generated digits alone and asks it about every one of MNIST's training
 * pictures, which it never learns from. The folder holds `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte.gz`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { defaultConfig, parseConfig } from '#core/contract/config.ts';
import { describeDesign, type Design } from '#core/contract/design.ts';
import { pictureSide } from '#core/data/centre.ts';
import { recipeSchema } from '#core/contract/recipe.ts';
import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import { pixelScale, type LabelledTable } from '#core/data/examples.ts';
import { parseIdxPair } from '#core/data/formats/idx.ts';
import { builtInDigitsSource } from '#core/data/sources.ts';
import type { Kernels } from '#core/kernels/kernels.ts';
import { createSimdKernels } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Batches } from '#core/training/batches.ts';
import { evaluate } from '#core/training/evaluation.ts';
import { Trainer } from '#core/training/trainer.ts';
import { packageRoot } from '#main/host/paths.ts';
import { buildKernels } from '#main/launch/buildKernels.ts';

const recipePath = join(packageRoot, 'resources', 'recipes', 'bundled.json');
const { layers, training } = recipeSchema.parse(JSON.parse(await readFile(recipePath, 'utf8')));
const design: Design = { inputs: digitPixels, layers: layers! };
const config = parseConfig({ ...defaultConfig, ...training });

function generate(): LabelledTable {
  const { count, seed } = builtInDigitsSource;
  const inputs = new Uint8Array(count * digitPixels);
  const labels = new Uint8Array(count);
  const begun = performance.now();
  fillDigits(seed, 0, count, inputs, labels);
  const perSecond = (1000 * count) / (performance.now() - begun);
  console.log(`${Math.round(perSecond).toLocaleString('en')} digits generated a second`);
  return { count, features: digitPixels, classes: 10, inputs, scale: pixelScale, labels };
}

async function readMnist(folder: string): Promise<LabelledTable> {
  const read = async (name: string) => ({ name, bytes: gunzipSync(await readFile(join(folder, name))) });
  return parseIdxPair(await read('train-images-idx3-ubyte.gz'), await read('train-labels-idx1-ubyte.gz'));
}

/** The generated digits first, then MNIST's, so that these can stand as the test part. */
function joined(first: LabelledTable, second: LabelledTable): LabelledTable {
  const inputs = new Uint8Array(first.inputs.length + second.inputs.length);
  inputs.set(first.inputs);
  inputs.set(second.inputs, first.inputs.length);
  const labels = new Uint8Array(first.count + second.count);
  labels.set(first.labels);
  labels.set(second.labels, first.count);
  return { ...first, count: first.count + second.count, inputs, labels };
}

function numbers(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}

async function loadKernels(arena: WasmArena): Promise<Kernels> {
  const folder = await mkdtemp(join(tmpdir(), 'lamina-kernels-'));
  try {
    await buildKernels(folder);
    const simd = await readFile(join(folder, 'simd.wasm'));
    const relaxedSimd = await readFile(join(folder, 'relaxed-simd.wasm'));
    return createSimdKernels(arena, { simd, relaxedSimd });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}

function printConfusion(confusion: readonly number[][]): void {
  console.log('\ndigit    right   called 0     1     2     3     4     5     6     7     8     9');
  for (const [digit, row] of confusion.entries()) {
    const total = row.reduce((sum, count) => sum + count, 0);
    const counts = row.slice(0, 10).map((count) => String(count).padStart(6));
    console.log(`${digit}      ${percent(row[digit] / total)}   ${counts.join('')}`);
  }
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Name the folder with the MNIST files: node tests/bench/digits.ts MNIST_FOLDER');
  process.exit(2);
}
const generated = generate();
const examples = joined(generated, await readMnist(folder));
const arena = new WasmArena();
const split = {
  train: numbers(0, generated.count),
  validation: new Uint32Array(),
  test: numbers(generated.count, examples.count),
};
const shape = [pictureSide, pictureSide] as const;
const trainer = new Trainer({ design, config, examples, shape, split, kernels: await loadKernels(arena), arena });
console.log(`${describeDesign(design)} trained on the generated digits; accuracy on MNIST after each epoch:`);
while (trainer.epoch < config.epochs) {
  while (!trainer.epochIsDue) trainer.trainStep();
  const { epoch, train, test } = trainer.endEpoch();
  console.log(`${epoch}: ${percent(test.accuracy!)} (generated ${percent(train.accuracy!)})`);
}
const order = arena.words(split.test.length);
order.set(split.test);
const batches = new Batches(trainer.network, config.loss, examples, arena);
printConfusion(evaluate(trainer.network, config.loss, batches, order).confusion);
