import { expect, it } from 'vitest';
import { copyIn, copyOut, countOf, exportBlocks, importBlocks, ParameterBlock } from '#core/network/parameters.ts';
import { PlainArena } from '#core/tensor/arena.ts';

const design = {
  inputs: 3,
  layers: [
    { units: 5, activation: 'relu' as const },
    { units: 2, activation: 'softmax' as const },
  ],
};

function blocks(): ParameterBlock[] {
  const arena = new PlainArena(32);
  return [new ParameterBlock(design, arena), new ParameterBlock(design, arena)];
}

it('blocks are copied out and in again in pieces of any size, whatever views these begin and end in', () => {
  const made = blocks();
  const count = countOf(made);
  expect(count).toBe(2 * (3 * 5 + 5 + 5 * 2 + 2));
  const values = Float32Array.from({ length: count }, (_, i) => i + 1);
  importBlocks(made, values);
  expect([made[0].layers[0].bias[0], made[1].layers[1].bias[1]]).toEqual([16, count]);
  for (let size = 1; size <= count; size++) {
    const found = new Float32Array(count);
    const copy = blocks();
    for (let from = 0; from < count; from += size) {
      const piece = found.subarray(from, Math.min(count, from + size));
      copyOut(made, from, piece);
      copyIn(copy, from, piece);
    }
    expect(found).toEqual(values);
    expect(exportBlocks(copy)).toEqual(values);
    // What lies between the views stays zero.
    expect(copy[0].values.filter((value) => value !== 0)).toHaveLength(count / 2);
  }
});
