import type { WasmArena } from '../../tensor/arena.ts';
import type { Kernels } from '../kernels.ts';
import {
  bestBuild,
  instantiateKernels,
  kernelsOver,
  type KernelBinaries,
  type SimdBuild,
} from '../simd/simdKernels.ts';
import type { Exports } from '../simd/exports.ts';
import { splitKernels, splits, type Split, type SplitKernel } from './splits.ts';
import { help, mostParts, Team, type Kernel, type Phase } from './team.ts';

/** Parts are not made shorter than this many multiplications, some 2 µs: about what it costs to hand one over. */
const usualPartWork = 50_000;

export interface ThreadedOptions {
  arena: WasmArena;
  binaries: KernelBinaries;
  /** The one that the helpers have, too: see `createControl`. */
  control: SharedArrayBuffer;
  /** The calling thread included. */
  threads: number;
  build?: SimdBuild;
  /** The least work in a part, in multiplications; phases of fewer than two parts are left to the calling thread. */
  partWork?: number;
}

/**
 * The kernels of `createSimdKernels`, shared out among threads that run `helpThreaded` on the same memory; the results
 * are the same, bit for bit, whatever their number and whether they have come yet.
 */
export function createThreadedKernels(options: ThreadedOptions): Kernels {
  const { arena, binaries, control, threads, partWork = usualPartWork } = options;
  const chosen = options.build ?? bestBuild(binaries);
  const wasm = instantiateKernels(binaries, chosen, arena.memory);
  const scratch = arena.floats(wasm.scratchLength() * threads).byteOffset;
  const team = new Team(control, listed(wasm), threads);
  const shared = splitKernels.map((name, index) => [name, sharedOut(wasm[name], splits[name], index, team, partWork)]);
  return kernelsOver({ ...wasm, ...(Object.fromEntries(shared) as Pick<Exports, SplitKernel>) }, chosen, scratch);
}

export interface HelperOptions {
  memory: WebAssembly.Memory;
  binaries: KernelBinaries;
  control: SharedArrayBuffer;
  /** Which helper this is, from 1. */
  thread: number;
  build?: SimdBuild;
}

/** Helps the threaded kernels of the same memory and control until the team is disbanded. */
export function helpThreaded({ memory, binaries, control, thread, build }: HelperOptions): void {
  const wasm = instantiateKernels(binaries, build ?? bestBuild(binaries), memory);
  help(control, listed(wasm), thread * wasm.scratchLength() * 4);
}

function listed(wasm: Exports): Kernel[] {
  return splitKernels.map((name) => wasm[name]);
}

/** A kernel that is called like `alone`, and shared out where that is worth it. */
function sharedOut(alone: Kernel, split: Split, kernel: number, team: Team, partWork: number): Kernel {
  const { roles, rowLength, grain, work } = split;
  const countAt = roles.indexOf('count');
  const phase: Phase & { values: number[]; moves: number[] } = {
    kernel,
    values: [],
    moves: roles.map((role) => (role === 'number' ? 4 : role === 'first' ? 1 : 0)),
    countAt,
    scratchAt: roles.indexOf('scratch'),
    grain,
    parts: 0,
  };
  const rows = roles.flatMap((role, index) => (role === 'row' ? [index] : []));
  // A part for each thread: with two, of which one held up would have less to finish, steps took 5 to 8% longer.
  const most = Math.min(mostParts, team.threads);
  return (...values) => {
    const parts = Math.min(Math.floor(work(...values) / partWork), Math.ceil(values[countAt] / grain), most);
    if (parts < 2) return alone(...values);
    phase.values = values;
    for (const index of rows) phase.moves[index] = 4 * values[rowLength!];
    phase.parts = parts;
    team.share(phase);
  };
}
