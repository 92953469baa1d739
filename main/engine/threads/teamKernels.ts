import type { Kernels } from '#core/kernels/kernels.ts';
import { createSimdKernels, type KernelBinaries, type SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { createThreadedKernels } from '#core/kernels/threaded/threadedKernels.ts';
import type { WasmArena } from '#core/tensor/arena.ts';

/** What the leader of a team needs of it. */
export interface TeamData {
  binaries: KernelBinaries;
  /** The kernels to use, where work goes on that was begun with them; else the best there are. */
  build?: SimdBuild;
  /** For the leader's arena. */
  memory: WebAssembly.Memory;
  control: SharedArrayBuffer;
  /** The leader included. */
  threads: number;
}

/** The kernels that the leader of a team computes with. */
export function teamKernels(arena: WasmArena, { binaries, build, control, threads }: TeamData): Kernels {
  if (threads === 1) return createSimdKernels(arena, binaries, build);
  return createThreadedKernels({ arena, binaries, control, threads, ...(build && { build }) });
}
