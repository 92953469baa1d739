/**
 * How fast pictures are distorted on one thread: `node tests/bench/augmentation.ts [simd|relaxed-simd]`.
 *
 * Batches of 64 pictures of 28×28 pixels. Each figure is the best of many short runs, since other programs can only ever
 * make a run longer.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillSmoothing, smoothingLength } from '#core/kernels/distortion.ts';
import { createSimdKernels, type KernelBinaries, type SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
import { buildKernels } from '#main/launch/buildKernels.ts';

const side = 28;
const rows = 64;
const batchesInRun = 20;
const runs = 100;

async function readKernels(): Promise<KernelBinaries> {
  const folder = await mkdtemp(join(tmpdir(), 'lamina-kernels-'));
  try {
    await buildKernels(folder);
    const [simd, relaxedSimd] = await Promise.all(
      ['simd.wasm', 'relaxed-simd.wasm'].map((name) => readFile(join(folder, name))),
    );
    return { simd, relaxedSimd };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const arena = new WasmArena();
const kernels = createSimdKernels(arena, await readKernels(), process.argv[2] as SimdBuild | undefined);
const smoothing = arena.floats(smoothingLength(side));
fillSmoothing(smoothing, 4, side);
const pictures = arena.floats(rows * side * side);
const random = new Random(1, 'bench');

const affine = { shift: 2, rotate: 0.2, scale: 0.1, shear: 0.1, strength: 0, smoothing };
const cases = { 'all distortions': { ...affine, strength: 34 }, 'without the elastic one': affine };

/** Pictures a second. */
function distortFor(distortion: typeof affine): number {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    for (let n = 0; n < pictures.length; n++) pictures[n] = random.uniform();
    const begun = performance.now();
    for (let batch = 0; batch < batchesInRun; batch++) {
      kernels.distort(pictures, distortion, side, side, run * batchesInRun + batch, rows);
    }
    best = Math.min(best, performance.now() - begun);
  }
  return (1000 * batchesInRun * rows) / best;
}

console.log(`Pictures of ${side} × ${side} distorted a second on one thread, ${kernels.build}:`);
for (const [name, distortion] of Object.entries(cases)) {
  console.log(`${name.padEnd(24)} ${Math.round(distortFor(distortion)).toLocaleString('en').padStart(10)}`);
}
