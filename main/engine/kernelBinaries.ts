import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { outputFolder } from '../host/paths.ts';

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
