import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import type { Kernels } from '#core/kernels/kernels.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { createThreadedKernels } from '#core/kernels/threaded/threadedKernels.ts';
import type { WasmArena } from '#core/tensor/arena.ts';
import { outputFolder } from '../../host/paths.ts';

/** Reads the compiled kernels, which are then handed to each thread. */
export function readKernelBinaries(): KernelBinaries {
  const folder = join(outputFolder, 'kernels');
  try {
    return {
      simd: readFileSync(join(folder, 'simd.wasm')),
      relaxedSimd: readFileSync(join(folder, 'relaxed-simd.wasm')),
    };
  } catch {
    throw new LaminaError('internal', `The compiled kernels are missing from ${folder}.`, 'Build them: npm run build.');
  }
}

/** What the leader of a team needs of it. */
export interface TeamData {
  binaries: KernelBinaries;
  /** For the leader's arena. */
  memory: WebAssembly.Memory;
  control: SharedArrayBuffer;
  /** The leader included. */
  threads: number;
}

/** The kernels that the leader of a team computes with. */
export function teamKernels(arena: WasmArena, { binaries, control, threads }: TeamData): Kernels {
  if (threads === 1) return createSimdKernels(arena, binaries);
  return createThreadedKernels({ arena, binaries, control, threads });
}
