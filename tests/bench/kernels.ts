/**
 * What the kernels reach of this machine: `node tests/bench/kernels.ts [simd|relaxed-simd]`.
 *
 * The limit is a loop of 128-bit fused multiplications and additions in registers alone. Each time is the best of
 * many short runs, since other programs can only ever make a run longer.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Kernels } from '#core/kernels/kernels.ts';
import { createSimdKernels, type SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
import { buildKernels } from '#main/launch/buildKernels.ts';

const products = [
  { rows: 32, inputs: 784, units: 128 },
  { rows: 32, inputs: 128, units: 10 },
  { rows: 128, inputs: 512, units: 256 },
  { rows: 256, inputs: 1024, units: 1024 },
  { rows: 32, inputs: 1024, units: 1024 },
  { rows: 1, inputs: 784, units: 128 },
  { rows: 1, inputs: 1024, units: 1024 },
];

const networks = [
  { layers: [784, 128, 10], batches: [1, 32, 256] },
  { layers: [784, 1024, 1024, 10], batches: [1, 32, 256] },
];

/** Seconds of one call: the best mean over runs of about half a millisecond, for half a second, after a warm-up. */
function secondsOf(work: () => void): number {
  until(150, work);
  let calls = 1;
  while (time(calls, work) < 0.5) calls *= 2;
  let best = Infinity;
  until(500, () => (best = Math.min(best, time(calls, work))));
  return best / calls / 1000;
}

function until(milliseconds: number, work: () => void): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) work();
}

function time(calls: number, work: () => void): number {
  const begun = performance.now();
  for (let call = 0; call < calls; call++) work();
  return performance.now() - begun;
}

/** GFLOP/s of twelve independent sums that never leave their registers. */
async function fusedMultiplyAddLimit(): Promise<number> {
  const sums = Array.from({ length: 12 }, (_, n) => `s${n}`);
  const source = `export function run(rounds: i32, factor: f32): f32 {
    const x = f32x4.splat(factor);
    let ${sums.map((sum, n) => `${sum} = f32x4.splat(${n})`).join(', ')};
    for (let i = 0; i < rounds; i++) { ${sums.map((sum) => `${sum} = f32x4.relaxed_madd(x, x, ${sum});`).join(' ')} }
    return f32x4.extract_lane(${sums.reduce((total, sum) => `f32x4.add(${total}, ${sum})`)}, 0);
  }`;
  const { binary, stderr } = await asc.compileString(source, { optimizeLevel: 3, enable: ['simd', 'relaxed-simd'] });
  if (!binary) throw new Error(stderr.toString());
  const module = new WebAssembly.Module(new Uint8Array(binary));
  const run = new WebAssembly.Instance(module).exports['run'] as (rounds: number, factor: number) => number;
  const rounds = 100_000;
  return (rounds * sums.length * 4 * 2) / secondsOf(() => run(rounds, 1e-3)) / 1e9;
}

async function loadKernels(arena: WasmArena, build: SimdBuild | undefined): Promise<Kernels> {
  const folder = await mkdtemp(join(tmpdir(), 'lamina-kernels-'));
  try {
    await buildKernels(folder);
    const simd = await readFile(join(folder, 'simd.wasm'));
    const relaxedSimd = await readFile(join(folder, 'relaxed-simd.wasm'));
    return createSimdKernels(arena, { simd, relaxedSimd }, build);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function benchProducts(kernels: Kernels, arena: WasmArena, limit: number): void {
  const random = new Random(1, 'bench');
  const filled = (length: number) => arena.floats(length).map(() => random.between(-1, 1));
  const take = (length: number) => {
    const floats = arena.floats(length);
    floats.set(filled(length));
    return floats;
  };
  console.log(
    '\nGFLOP/s (share of the limit)'.padEnd(33) +
      'forward'.padStart(16) +
      'weights'.padStart(16) +
      'inputs'.padStart(16),
  );
  for (const { rows, inputs, units } of products) {
    const x = take(rows * inputs);
    const weights = take(inputs * units);
    const bias = take(units);
    const out = take(rows * units);
    const delta = take(rows * units);
    const gradient = take(inputs * units);
    const dx = take(rows * inputs);
    const operations = 2 * rows * inputs * units;
    const cell = (work: () => void) => {
      const speed = operations / secondsOf(work) / 1e9;
      return `${speed.toFixed(1)} (${((100 * speed) / limit).toFixed(0)}%)`.padStart(16);
    };
    console.log(
      `${rows} × ${inputs} × ${units}`.padEnd(32) +
        cell(() => kernels.weightedSums(x, weights, bias, out, rows, inputs, units)) +
        cell(() => kernels.weightGradient(x, delta, gradient, rows, inputs, units)) +
        cell(() => kernels.inputGradient(delta, weights, dx, rows, inputs, units)),
    );
  }
}

/** The kernels of one step of SGD, in their order, without the loss and the bookkeeping around it. */
function benchSteps(kernels: Kernels, arena: WasmArena): void {
  console.log('\nOne step of SGD, kernels alone'.padEnd(33) + 'examples/s'.padStart(16));
  const random = new Random(1, 'bench');
  for (const { layers, batches } of networks) {
    for (const batch of batches) {
      const count = 4096;
      const table = arena.bytes(count * layers[0]).map(() => random.below(256));
      const source = arena.bytes(table.length);
      source.set(table);
      const order = arena.words(count);
      order.set(random.permutation(count));
      const a = layers.map((units) => arena.floats(batch * units));
      const delta = layers.map((units) => arena.floats(batch * units));
      const weights = layers.slice(1).map((units, l) => arena.floats(layers[l] * units));
      const bias = layers.slice(1).map((units) => arena.floats(units));
      const weightGradients = weights.map((w) => arena.floats(w.length));
      const biasGradients = bias.map((b) => arena.floats(b.length));
      for (const w of weights) w.forEach((_, n) => (w[n] = random.between(-0.05, 0.05)));
      const last = layers.length - 1;
      let from = 0;
      const step = () => {
        from = (from + batch) % (count - batch);
        kernels.gatherBytes(source, order, from, a[0], batch, layers[0], 1 / 255);
        for (let l = 1; l <= last; l++) {
          kernels.weightedSums(a[l - 1], weights[l - 1], bias[l - 1], a[l], batch, layers[l - 1], layers[l]);
          if (l < last) kernels.activate('relu', a[l], a[l], batch * layers[l]);
          else kernels.softmax(a[l], a[l], batch, layers[l]);
        }
        delta[last].set(a[last]);
        for (let r = 0; r < batch; r++) delta[last][r * layers[last] + (order[from + r] % layers[last])] -= 1;
        for (let l = last; l >= 1; l--) {
          kernels.weightGradient(a[l - 1], delta[l], weightGradients[l - 1], batch, layers[l - 1], layers[l]);
          kernels.biasGradient(delta[l], biasGradients[l - 1], batch, layers[l]);
          if (l === 1) break;
          kernels.inputGradient(delta[l], weights[l - 1], delta[l - 1], batch, layers[l - 1], layers[l]);
          kernels.activationGradient('relu', a[l - 1], delta[l - 1], batch * layers[l - 1]);
        }
        for (let l = 0; l < last; l++) {
          kernels.sgd(weights[l], weightGradients[l], 1e-3, weights[l].length);
          kernels.sgd(bias[l], biasGradients[l], 1e-3, bias[l].length);
        }
      };
      const perSecond = Math.round(batch / secondsOf(step)).toLocaleString('en');
      console.log(`${layers.join('-')}, batch ${batch}`.padEnd(32) + perSecond.padStart(16));
    }
  }
}

const arena = new WasmArena();
const kernels = await loadKernels(arena, process.argv[2] as SimdBuild | undefined);
const limit = await fusedMultiplyAddLimit();
console.log(`build: ${kernels.build}\nlimit of 128-bit fused multiply-add: ${limit.toFixed(1)} GFLOP/s`);
benchProducts(kernels, arena, limit);
benchSteps(kernels, arena);
