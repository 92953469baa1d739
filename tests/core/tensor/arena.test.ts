import { describe, expect, it } from 'vitest';
import { largestArenaBytes, PlainArena, WasmArena } from '#core/tensor/arena.ts';

describe('the arena in WebAssembly memory', () => {
  it('hands out zeroed views, aligned to 64 bytes, that do not overlap', () => {
    const arena = new WasmArena();
    const views = [arena.floats(3), arena.bytes(5), arena.words(17), arena.floats(1), arena.bytes(0), arena.floats(16)];
    let end = 1; // nothing lies at address 0
    for (const view of views) {
      expect(view.byteOffset % 64).toBe(0);
      expect(view.byteOffset).toBeGreaterThanOrEqual(end);
      expect(view.every((value: number) => value === 0)).toBe(true);
      end = view.byteOffset + view.byteLength;
    }
    expect(views.map((view) => view.length)).toEqual([3, 5, 17, 1, 0, 16]);
    expect(arena.used).toBeGreaterThanOrEqual(end);
  });

  it('keeps earlier views valid when it grows', () => {
    const arena = new WasmArena();
    const first = arena.floats(10).fill(7);
    const pages = arena.memory.buffer.byteLength;
    const large = arena.floats(1_000_000);
    expect(arena.memory.buffer.byteLength).toBeGreaterThan(pages);
    large[999_999] = 3;
    first[0] = 8;
    expect([...first]).toEqual([8, ...new Array<number>(9).fill(7)]);
    const sameMemory = new Float32Array(arena.memory.buffer, first.byteOffset, 1);
    expect(sameMemory[0]).toBe(8);
  });

  it('is one shared memory, which several threads can see', () => {
    expect(new WasmArena().memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('refuses what does not fit its address space, takes nothing then, and goes on', () => {
    const arena = new WasmArena();
    const { used } = arena;
    const pages = arena.memory.buffer.byteLength;
    expect(() => arena.floats(largestArenaBytes / 4)).toThrow(RangeError);
    expect(() => arena.bytes(largestArenaBytes * 2)).toThrow(/needs 8,19\d MB.*at most 4,096 MB/);
    expect(arena.used).toBe(used);
    expect(arena.memory.buffer.byteLength).toBe(pages);
    expect(arena.floats(4).length).toBe(4);
  });
});

describe.each([32, 64] as const)('the plain arena of float%i', (precision) => {
  it('hands out zeroed arrays of its precision and counts them', () => {
    const arena = new PlainArena(precision);
    const floats = arena.floats(5);
    expect(floats).toBeInstanceOf(precision === 32 ? Float32Array : Float64Array);
    expect([...floats]).toEqual([0, 0, 0, 0, 0]);
    expect(arena.bytes(3)).toEqual(new Uint8Array(3));
    expect(arena.words(2)).toEqual(new Uint32Array(2));
    expect(arena.used).toBe((5 * precision) / 8 + 3 + 8);
  });
});
