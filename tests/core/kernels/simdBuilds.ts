import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kernels } from '#core/kernels/kernels.ts';
import { createSimdKernels, type KernelBinaries, type SimdBuild } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
import { buildKernels } from '#main/launch/buildKernels.ts';

export const simdBuilds = ['simd', 'relaxed-simd'] as const;

/** Compiles the kernels from their sources, for one test file. */
export async function compileKernels(): Promise<KernelBinaries> {
  const folder = await mkdtemp(join(tmpdir(), 'lamina-kernels-'));
  try {
    await buildKernels(folder);
    const simd = await readFile(join(folder, 'simd.wasm'));
    const relaxedSimd = await readFile(join(folder, 'relaxed-simd.wasm'));
    return { simd, relaxedSimd };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Numbers around every view that no kernel may change. */
const guardLength = 16;
const guardValue = 12345.5;

/** SIMD kernels over an arena of their own, whose views lie between guards. */
export class Bed {
  readonly kernels: Kernels;
  readonly #arena = new WasmArena();
  readonly #guards: Float32Array<ArrayBufferLike>[] = [];
  readonly #random = new Random(7, 'kernels');

  constructor(binaries: KernelBinaries, build: SimdBuild) {
    this.kernels = createSimdKernels(this.#arena, binaries, build);
  }

  /** `length` floats between −1 and 1 (or from `values`), not aligned to 16 bytes, with guards right beside them. */
  floats(length: number, values?: ArrayLike<number>): Float32Array<ArrayBufferLike> {
    const whole = this.#arena.floats(length + 2 * guardLength - 1).fill(guardValue);
    this.#guards.push(whole.subarray(0, guardLength - 1), whole.subarray(guardLength - 1 + length));
    const view = whole.subarray(guardLength - 1, guardLength - 1 + length);
    if (values) view.set(values);
    else for (let n = 0; n < length; n++) view[n] = this.#random.between(-1, 1);
    return view;
  }

  /** Floats of which only about this share is other than zero. */
  sparse(length: number, share: number): Float32Array<ArrayBufferLike> {
    const view = this.floats(length);
    for (let n = 0; n < length; n++) if (this.#random.uniform() >= share) view[n] = 0;
    return view;
  }

  bytes(length: number): Uint8Array {
    const view = this.#arena.bytes(length);
    for (let n = 0; n < length; n++) view[n] = this.#random.below(256);
    return view;
  }

  words(values: ArrayLike<number>): Uint32Array {
    const view = this.#arena.words(values.length);
    view.set(values);
    return view;
  }

  /** How many guards were changed. */
  get damage(): number {
    return this.#guards.reduce((sum, guard) => sum + guard.filter((value) => value !== guardValue).length, 0);
  }
}

/** A copy that the reference may work on. */
export function copyOf(view: Float32Array): Float32Array {
  return new Float32Array(view);
}

/** The largest |actual − expected| / (1 + |expected|). */
export function largestError(actual: Float32Array, expected: ArrayLike<number>): number {
  let largest = 0;
  for (let n = 0; n < actual.length; n++) {
    const error = Math.abs(actual[n] - expected[n]) / (1 + Math.abs(expected[n]));
    largest = Number.isNaN(error) ? Infinity : Math.max(largest, error);
  }
  return largest;
}
