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
  const { binary } = await asc.compileString(source, { optimizeLevel: 3, enable: ['simd', 'relaxed-simd'] });
  if (!binary) throw new Error('The loop that measures the limit could not be compiled.');
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
  const random = new Random(1, 'products');
  const take = (length: number) => fill(arena.floats(length), () => random.between(-1, 1));
  console.log(
    '\nGFLOP/s (share of the limit)'.padEnd(33) + ['forward', 'weights', 'inputs'].map((s) => s.padStart(16)).join(''),
  );
  for (const { rows, inputs, units } of products) {
    const [x, dx] = [take(rows * inputs), take(rows * inputs)];
    const [weights, gradient] = [take(inputs * units), take(inputs * units)];
    const [out, delta] = [take(rows * units), take(rows * units)];
    const bias = take(units);
    const cell = (work: () => void) => {
      const speed = (2 * rows * inputs * units) / secondsOf(work) / 1e9;
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

function benchSteps(kernels: Kernels, arena: WasmArena): void {
  console.log('\nOne step of SGD, kernels alone'.padEnd(33) + 'examples/s'.padStart(16));
  for (const { layers, batches } of networks) {
    for (const batch of batches) {
      const perSecond = Math.round(batch / secondsOf(trainingStep(kernels, arena, layers, batch)));
      console.log(`${layers.join('-')}, batch ${batch}`.padEnd(32) + perSecond.toLocaleString('en').padStart(16));
    }
  }
}

/** The kernels of one step of SGD in their order, on examples and labels made up, without a trainer around them. */
function trainingStep(kernels: Kernels, arena: WasmArena, layers: number[], batch: number): () => void {
  const random = new Random(1, 'steps');
  const examples = 4096;
  const source = fill(arena.bytes(examples * layers[0]), () => random.below(256));
  const order = arena.words(examples);
  order.set(random.permutation(examples));
  const a = layers.map((units) => arena.floats(batch * units));
  const delta = layers.map((units) => arena.floats(batch * units));
  const dense = layers.slice(1).map((units, l) => ({
    inputs: layers[l],
    units,
    weights: fill(arena.floats(layers[l] * units), () => random.between(-0.05, 0.05)),
    bias: arena.floats(units),
    weightGradient: arena.floats(layers[l] * units),
    biasGradient: arena.floats(units),
  }));
  const last = dense.length - 1;
  const classes = layers[dense.length];

  let from = 0;
  return () => {
    from = (from + batch) % (examples - batch);
    kernels.gatherBytes(source, order, from, a[0], batch, layers[0], 1 / 255);
    dense.forEach(({ weights, bias, inputs, units }, l) => {
      kernels.weightedSums(a[l], weights, bias, a[l + 1], batch, inputs, units);
      if (l < last) kernels.activate('relu', 0, a[l + 1], a[l + 1], batch * units);
      else kernels.softmax(a[l + 1], a[l + 1], batch, units);
    });
    const error = delta[dense.length];
    error.set(a[dense.length]);
    for (let r = 0; r < batch; r++) error[r * classes + (order[from + r] % classes)] -= 1;
    for (let l = last; l >= 0; l--) {
      const { weights, weightGradient, biasGradient, inputs, units } = dense[l];
      kernels.weightGradient(a[l], delta[l + 1], weightGradient, batch, inputs, units);
      kernels.biasGradient(delta[l + 1], biasGradient, batch, units);
      if (l === 0) continue;
      kernels.inputGradient(delta[l + 1], weights, delta[l], batch, inputs, units);
      kernels.activationGradient('relu', 0, a[l], a[l], delta[l], batch * inputs);
    }
    for (const { weights, bias, weightGradient, biasGradient } of dense) {
      kernels.sgd(weights, weightGradient, 1e-3, weights.length);
      kernels.sgd(bias, biasGradient, 1e-3, bias.length);
    }
  };
}

function fill<View extends Float32Array | Uint8Array>(view: View, value: () => number): View {
  for (let n = 0; n < view.length; n++) view[n] = value();
  return view;
}

const arena = new WasmArena();
const kernels = await loadKernels(arena, process.argv[2] as SimdBuild | undefined);
const limit = await fusedMultiplyAddLimit();
console.log(`build: ${kernels.build}\nlimit of 128-bit fused multiply-add: ${limit.toFixed(1)} GFLOP/s`);
benchProducts(kernels, arena, limit);
benchSteps(kernels, arena);
