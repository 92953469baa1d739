import { beforeAll, describe, expect, it } from 'vitest';
import { fillSmoothing, longestSide, smoothingLength, type Distortion } from '#core/kernels/distortion.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Bed, compileKernels, largestError, simdBuilds } from './simdBuilds.ts';

const nothing = { shift: 0, rotate: 0, scale: 0, shear: 0, strength: 0 };
const everything = { shift: 2, rotate: 0.4, scale: 0.3, shear: 0.3, strength: 40 };
const kinds: [name: string, amounts: Omit<Distortion, 'smoothing'>][] = [
  ['nothing', nothing],
  ['a shift', { ...nothing, shift: 3 }],
  ['a rotation', { ...nothing, rotate: Math.PI }],
  ['a scale', { ...nothing, scale: 0.9 }],
  ['a shear', { ...nothing, shear: 1 }],
  ['an elastic distortion', { ...nothing, strength: 40 }],
  ['everything', everything],
  ['far more than the picture', { shift: 100, rotate: 3, scale: 0.9, shear: 1, strength: 1000 }],
];
const shapes = [
  [1, 1],
  [1, 7],
  [3, 1],
  [2, 5],
  [7, 13],
  [13, 31],
  [28, 28],
  [31, 17],
];

function smoothingFor(sigma: number, side: number): Float64Array {
  const smoothing = new Float64Array(smoothingLength(side));
  fillSmoothing(smoothing, sigma, side);
  return smoothing;
}

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

describe.each(simdBuilds)('%s distorts pictures as the reference does', (build) => {
  it.each(kinds)('by %s', (_name, amounts) => {
    for (const [height, width] of [...shapes, [longestSide, longestSide]]) {
      const rows = height === longestSide ? 1 : 5;
      const bed = new Bed(binaries, build);
      const side = Math.max(height, width);
      const smoothing = bed.floats(smoothingLength(side), smoothingFor(2.5, side));
      const pictures = bed.floats(rows * height * width);
      const expected = Float64Array.from(pictures);
      const distortion = { ...amounts, smoothing };
      bed.kernels.distort(pictures, distortion, height, width, 0xdeadbeef, rows);
      referenceKernels.distort(expected, distortion, height, width, 0xdeadbeef, rows);
      // Places are rounded to some 10⁻⁷ of the picture's side or of how far they lie outside of it.
      const tolerance = amounts.strength > 100 ? 5e-4 : 5e-5;
      expect(largestError(pictures, expected), `${height} × ${width}`).toBeLessThan(tolerance);
      expect(bed.damage).toBe(0);
    }
  });
});
