import { beforeAll, describe, expect, it } from 'vitest';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
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
    kernels.activate('tanh', 0, out, out, 22);
    expect([...out]).toEqual(new Array<number>(22).fill(1));
  });
});

describe("the module's products of a part of the outputs", () => {
  type Product = (...numbers: number[]) => void;

  it.each([0, 1])('are the same numbers as those of the whole, bit for bit (sparse: %i)', (sparse) => {
    const [rows, inputs, units] = [37, 300, 90];
    const arena = new WasmArena();
    const random = new Random(4);
    const take = (length: number) => {
      const view = arena.floats(length);
      for (let n = 0; n < length; n++) view[n] = random.between(-1, 1);
      return view;
    };
    const [x, weights, bias, delta] = [rows * inputs, inputs * units, units, rows * units].map(take);
    for (const view of [x, delta]) for (let n = 0; n < view.length; n++) if (random.below(3) > 0) view[n] = 0;
    const whole = [rows * units, inputs * units, rows * inputs].map((length) => arena.floats(length));
    const split = whole.map((view) => arena.floats(view.length));

    const kernels = createSimdKernels(arena, binaries, 'relaxed-simd');
    kernels.weightedSums(x, weights, bias, whole[0], rows, inputs, units);
    kernels.weightGradient(x, delta, whole[1], rows, inputs, units);
    kernels.inputGradient(delta, weights, whole[2], rows, inputs, units);

    const module = new WebAssembly.Module(new Uint8Array(binaries.relaxedSimd));
    const { exports } = new WebAssembly.Instance(module, { env: { memory: arena.memory } });
    const wasm = exports as Record<'weightedSums' | 'weightGradient' | 'inputGradient', Product>;
    const scratch = arena.floats((exports['scratchLength'] as () => number)()).byteOffset;
    const ranges = (total: number, cuts: number[]) => cuts.map((from, n) => [from, (cuts[n + 1] ?? total) - from]);
    for (const [row, height] of ranges(rows, [0, 1, 20])) {
      for (const [column, width] of ranges(units, [0, 5, 64])) {
        const from = x.byteOffset + 4 * row * inputs;
        const to = split[0].byteOffset + 4 * (row * units + column);
        const [w, b] = [weights.byteOffset + 4 * column, bias.byteOffset + 4 * column];
        wasm.weightedSums(from, w, b, to, height, inputs, width, units, sparse, scratch);
      }
      for (const [column, width] of ranges(inputs, [0, 17, 256])) {
        const from = delta.byteOffset + 4 * row * units;
        const to = split[2].byteOffset + 4 * (row * inputs + column);
        const w = weights.byteOffset + 4 * column * units;
        wasm.inputGradient(from, w, to, height, width, inputs, units, sparse, scratch);
      }
    }
    for (const [row, height] of ranges(inputs, [0, 100, 101])) {
      for (const [column, width] of ranges(units, [0, 3, 30])) {
        const [from, d] = [x.byteOffset + 4 * row, delta.byteOffset + 4 * column];
        const to = split[1].byteOffset + 4 * (row * units + column);
        wasm.weightGradient(from, d, to, rows, height, inputs, width, units, sparse, scratch);
      }
    }
    expect(split).toEqual(whole);
  });
});
