import type { KernelBenchLine } from '#core/contract/requests.ts';
import { bestBuild, createSimdKernels, instantiateKernels } from '#core/kernels/simd/simdKernels.ts';
import { Random } from '#core/tensor/random.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import type { TeamData } from './teamKernels.ts';

const shapes = [
  { rows: 32, inputs: 784, units: 128 },
  { rows: 32, inputs: 1024, units: 1024 },
  { rows: 128, inputs: 784, units: 512 },
  { rows: 128, inputs: 512, units: 256 },
  { rows: 256, inputs: 784, units: 1024 },
  { rows: 256, inputs: 1024, units: 1024 },
];

/** Additions and multiplications in a round of `multiplyAddLoop`. */
const operationsOfARound = 96;

/** Measures, on one thread, the processor's limit and every product beside it, in thousand millions a second. */
export function measureKernels(seconds: number, team: TeamData): { limit: number; lines: KernelBenchLine[] } {
  const arena = new WasmArena(team.memory);
  const kernels = createSimdKernels(arena, team.binaries);
  const { multiplyAddLoop } = instantiateKernels(team.binaries, bestBuild(team.binaries), team.memory);
  const random = new Random(1, 'bench');
  const floats = (length: number) => {
    const view = arena.floats(length);
    for (let n = 0; n < length; n++) view[n] = random.between(-1, 1);
    return view;
  };

  const works: { operations: number; work: () => void }[] = [];
  const add = (operations: number, work: () => void) => works.push({ operations, work });
  const rounds = 10_000;
  add(rounds * operationsOfARound, () => multiplyAddLoop(rounds, 0.001));
  for (const { rows, inputs, units } of shapes) {
    const [x, weights, bias, delta] = [rows * inputs, inputs * units, units, rows * units].map(floats);
    const [sums, weightGradient, inputGradient] = [rows * units, inputs * units, rows * inputs].map(floats);
    const operations = 2 * rows * inputs * units;
    add(operations, () => kernels.weightedSums(x, weights, bias, sums, rows, inputs, units));
    add(operations, () => kernels.weightGradient(x, delta, weightGradient, rows, inputs, units));
    add(operations, () => kernels.inputGradient(delta, weights, inputGradient, rows, inputs, units));
  }

  const times = bestTimes(
    works.map(({ work }) => work),
    seconds,
  );
  const [limit, ...speeds] = works.map(({ operations }, index) => operations / times[index] / 1e6);
  const lines = shapes.map((shape, index) => {
    const [forward, weightGradient, inputGradient] = speeds.slice(3 * index);
    return { ...shape, forward, weightGradient, inputGradient };
  });
  return { limit, lines };
}

/**
 * Milliseconds of one call of each: the shortest of many short runs, since other programs can only make one longer.
 * They take turns for `seconds` each, so that all meet the same conditions.
 */
function bestTimes(works: readonly (() => void)[], seconds: number): number[] {
  const calls = works.map((work) => {
    for (const warm = performance.now(); performance.now() - warm < 20;) work();
    let count = 1;
    while (timeOf(work, count) < 0.5) count *= 2;
    return count;
  });
  const best = works.map(() => Infinity);
  const end = performance.now() + seconds * 1000 * works.length;
  while (performance.now() < end) {
    works.forEach((work, index) => {
      for (let run = 0; run < 10; run++) best[index] = Math.min(best[index], timeOf(work, calls[index]) / calls[index]);
    });
  }
  return best;
}

function timeOf(work: () => void, calls: number): number {
  const begun = performance.now();
  for (let call = 0; call < calls; call++) work();
  return performance.now() - begun;
}
