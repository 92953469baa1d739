import { beforeAll, describe, expect, it } from 'vitest';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { compileKernels } from './simdBuilds.ts';

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

describe('making the SIMD kernels', () => {
  it('takes the build that is forced, and names it', () => {
    expect(createSimdKernels(new WasmArena(), binaries, 'simd').build).toBe('simd');
    expect(createSimdKernels(new WasmArena(), binaries, 'relaxed-simd').build).toBe('relaxed-simd');
  });

  it('takes the build without relaxed SIMD where the other is not valid', () => {
    const older = { ...binaries, relaxedSimd: Uint8Array.of(0, 97, 115, 109, 9, 0, 0, 0) };
    expect(createSimdKernels(new WasmArena(), older).build).toBe('simd');
  });

  it('takes little scratch, and none later', () => {
    const arena = new WasmArena();
    const kernels = createSimdKernels(arena, binaries);
    const taken = arena.used;
    expect(taken).toBeLessThan(1024 * 1024);
    const [x, weights, bias, out] = [300 * 40, 40 * 50, 50, 300 * 50].map((length) => arena.floats(length));
    const used = arena.used;
    kernels.weightedSums(x, weights, bias, out, 300, 40, 50);
    expect(arena.used).toBe(used);
  });

  it('has no data of its own in the memory that it is given', () => {
    const arena = new WasmArena();
    createSimdKernels(arena, binaries);
    createSimdKernels(arena, binaries);
    expect(new Uint8Array(arena.memory.buffer).every((byte) => byte === 0)).toBe(true);
  });

  it('reaches the upper half of a large memory', () => {
    const arena = new WasmArena();
    const kernels = createSimdKernels(arena, binaries);
    arena.bytes(2 ** 31 + 2 ** 20); // never touched, so the machine need not have it
    const x = arena.floats(2 * 9).fill(1);
    const weights = arena.floats(9 * 11).fill(2);
    const bias = arena.floats(11).fill(3);
    const out = arena.floats(2 * 11);
    expect(x.byteOffset).toBeGreaterThan(2 ** 31);
    kernels.weightedSums(x, weights, bias, out, 2, 9, 11);
    expect([...out]).toEqual(new Array<number>(22).fill(21));
    kernels.activate('tanh', out, out, 22);
    expect([...out]).toEqual(new Array<number>(22).fill(1));
  });
});
