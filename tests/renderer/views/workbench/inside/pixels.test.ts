import { describe, expect, it } from 'vitest';
import {
  everyNth,
  extent,
  largestSize,
  parseColour,
  readClasses,
  regionPixels,
  signedPixels,
  usualSize,
} from '#renderer/views/workbench/inside/pixels.ts';

const colours = { negative: [200, 100, 0], zero: [100, 100, 100], positive: [0, 100, 200] } as const;

/** The four bytes of each pixel. */
function pixelsOf(bytes: Uint8ClampedArray): number[][] {
  return Array.from({ length: bytes.length / 4 }, (_, i) => [...bytes.subarray(4 * i, 4 * i + 4)]);
}

describe('numbers with a sign as pixels', () => {
  it('are grey at zero, orange below, blue above, in full colour at the largest size and beyond it', () => {
    const pixels = signedPixels(Float32Array.of(0, -2, -1, 1, 2, 9), colours, 2);
    expect(pixelsOf(pixels)).toEqual([
      [100, 100, 100, 255],
      [200, 100, 0, 255],
      [150, 100, 50, 255],
      [50, 100, 150, 255],
      [0, 100, 200, 255],
      [0, 100, 200, 255],
    ]);
  });

  it('may have another middle', () => {
    expect(pixelsOf(signedPixels(Float32Array.of(10, 12, 8), colours, 2, 10))).toEqual([
      [100, 100, 100, 255],
      [0, 100, 200, 255],
      [200, 100, 0, 255],
    ]);
  });

  it('are all grey where every one is zero, and clear where there is no number', () => {
    expect(pixelsOf(signedPixels(Float32Array.of(0, NaN), colours, 0))).toEqual([
      [100, 100, 100, 255],
      [0, 0, 0, 0],
    ]);
  });
});

describe('what is said at a place', () => {
  it('is the class with the largest output, certain from even outputs up', () => {
    const outputs = Float32Array.of(9, 9, 0.25, 0.75, 0.5, 0.5, 0, 1);
    expect(readClasses(outputs, 2, 2)).toEqual({ label: 1, certainty: 0.5 });
    expect(readClasses(outputs, 4, 2)).toEqual({ label: 0, certainty: 0 });
    expect(readClasses(outputs, 6, 2)).toEqual({ label: 1, certainty: 1 });
  });

  it('is no surer than sure where outputs are no shares, and not sure at all where they are no numbers', () => {
    expect(readClasses(Float32Array.of(-3, 7, 2), 0, 3)).toEqual({ label: 1, certainty: 1 });
    expect(readClasses(Float32Array.of(NaN, NaN), 0, 2).certainty).toBe(0);
  });

  it('becomes the colour of its class, the more opaque the surer', () => {
    const surface = { outputs: Float32Array.of(1, 0, 0.5, 0.5, 0, 1), outputValues: 2, rows: 1, columns: 3 };
    const pixels = pixelsOf(
      regionPixels(surface, [
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    expect(pixels.map((pixel) => pixel.slice(0, 3))).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(pixels[1][3]).toBeLessThan(pixels[0][3]);
    expect(pixels[2][3]).toBe(pixels[0][3]);
  });
});

describe('numbers', () => {
  it('have an extent, without those that are none', () => {
    expect(extent([3, NaN, -1], [Infinity, 4])).toEqual([-1, 4]);
    expect(extent([NaN])).toBeUndefined();
    expect(largestSize(Float32Array.of(-3, 2))).toBe(3);
    expect(largestSize(new Float32Array())).toBe(0);
  });

  it('have a usual size, whatever a few of them are', () => {
    const values = Float32Array.from({ length: 201 }, (_, i) => (i % 2 === 0 ? i : -i));
    expect(usualSize(values)).toBe(198);
    values[0] = 1e6;
    values[1] = NaN;
    expect(usualSize(values)).toBeLessThan(200.5);
    expect(usualSize(new Float32Array())).toBe(0);
  });

  it('can be taken one out of each so many', () => {
    expect([...everyNth(Float32Array.of(0, 1, 2, 3, 4, 5), 1, 3)]).toEqual([1, 4]);
  });

  it('are read from colours', () => {
    expect(parseColour('#c25100')).toEqual([194, 81, 0]);
  });
});
