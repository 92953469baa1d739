import { describe, expect, it } from 'vitest';
import { longestAugmentedSide } from '#core/contract/config.ts';
import { fillSmoothing, longestSide, smoothingLength } from '#core/kernels/distortion.ts';
import { randomBits } from '#core/kernels/hash.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';

const nothing = { shift: 0, rotate: 0, scale: 0, shear: 0, strength: 0, smoothing: smoothingFor(4, 28) };
const key = 0xdeadbeef;
/** The random amounts of the first picture, from −1 to 1. */
const [alongX, alongY, turn, wider, higher, lean] = Array.from(
  { length: 6 },
  (_, n) => (randomBits(n, key) | 0) / 2 ** 31,
);

function smoothingFor(sigma: number, side: number): Float64Array {
  const smoothing = new Float64Array(smoothingLength(side));
  fillSmoothing(smoothing, sigma, side);
  return smoothing;
}

/** A picture that is `value(x, y)` at each place: where that is a plane, interpolation gives the plane again. */
function picture(height: number, width: number, value: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: height * width }, (_, n) => value(n % width, Math.floor(n / width)));
}

function distorted(original: Float64Array, height: number, width: number, amounts: object, rows = 1): Float64Array {
  const pictures = Float64Array.from({ length: rows * original.length }, (_, n) => original[n % original.length]);
  referenceKernels.distort(pictures, { ...nothing, ...amounts }, height, width, key, rows);
  return pictures;
}

describe('a distorted picture', () => {
  const plane = picture(9, 11, (x, y) => 3 * x + 7 * y + 1);

  it('is the picture itself when nothing is distorted', () => {
    expect(distorted(plane, 9, 11, {})).toEqual(plane);
  });

  it('shows in its middle what was shifted there', () => {
    const [right, down] = [1.5 * alongX, 1.5 * alongY];
    const found = distorted(plane, 9, 11, { shift: 1.5 });
    for (const [x, y] of [
      [4, 3],
      [5, 4],
      [7, 6],
    ]) {
      expect(found[y * 11 + x]).toBeCloseTo(3 * (x + right) + 7 * (y + down) + 1, 10);
    }
  });

  it('is 0 where the picture has been shifted away', () => {
    expect(distorted(plane, 9, 11, { shift: 13 / Math.abs(alongX) }).every((value) => value === 0)).toBe(true);
  });

  it('is turned about its middle', () => {
    const original = picture(3, 3, (x, y) => 10 * y + x + 1);
    const found = distorted(original, 3, 3, { rotate: Math.PI / 2 / turn });
    // At (x, y) is what was at (1 − (y − 1), 1 + (x − 1)).
    const expected = picture(3, 3, (x, y) => 10 * x + (2 - y) + 1);
    found.forEach((value, n) => expect(value).toBeCloseTo(expected[n], 10));
  });

  it('is stretched along each side on its own', () => {
    const found = distorted(plane, 9, 11, { scale: 0.4 });
    const [x, y] = [6, 3]; // the middle is (5, 4)
    const expected = 3 * (5 + (x - 5) / (1 + 0.4 * wider)) + 7 * (4 + (y - 4) / (1 + 0.4 * higher)) + 1;
    expect(found[y * 11 + x]).toBeCloseTo(expected, 10);
  });

  it('leans with its uprights', () => {
    const found = distorted(plane, 9, 11, { shear: 0.5 });
    const [x, y] = [6, 2];
    expect(found[y * 11 + x]).toBeCloseTo(3 * (x + Math.tan(0.5 * lean) * (y - 4)) + 7 * y + 1, 10);
  });

  it('is another one in each row of the batch and with each key', () => {
    const [first, second] = [0, 1].map((row) =>
      distorted(plane, 9, 11, { strength: 20 }, 2).slice(row * plane.length, (row + 1) * plane.length),
    );
    expect(first).not.toEqual(second);
    const other = plane.slice();
    referenceKernels.distort(other, { ...nothing, strength: 20 }, 9, 11, key + 1, 1);
    expect(other).not.toEqual(first);
  });
});

describe('an elastic distortion', () => {
  const [rows, side, sigma, strength] = [400, 28, 3, 20];
  const plane = picture(side, side, (x) => x);
  const found = distorted(plane, side, side, { strength, smoothing: smoothingFor(sigma, side) }, rows);
  const displacements = (x: number, y: number) =>
    Array.from({ length: rows }, (_, row) => found[row * side * side + y * side + x] - x);
  const deviation = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / rows);

  it('displaces pixels as far as a smoothed field of uniform numbers does', () => {
    // Uniform numbers deviate by 1/√3, and the squares of a Gaussian's weights add up to 1/(4πσ²) in two dimensions.
    const expected = (strength / Math.sqrt(3)) * (1 / (2 * sigma * Math.sqrt(Math.PI)));
    // Three standard errors of a standard deviation.
    expect(Math.abs(deviation(displacements(14, 14)) / expected - 1)).toBeLessThan(3 / Math.sqrt(2 * rows));
  });

  it('displaces neighbours alike, and pixels far from each other differently', () => {
    const here = displacements(14, 14);
    const difference = (x: number, y: number) => deviation(displacements(x, y).map((value, row) => value - here[row]));
    expect(difference(15, 14)).toBeLessThan(0.35 * deviation(here));
    expect(difference(14, 5)).toBeGreaterThan(deviation(here));
  });
});

describe('the Gaussian', () => {
  it('adds up to 1, is symmetric and falls as a Gaussian does', () => {
    const [sigma, side] = [4, 100];
    const weights = smoothingFor(sigma, side);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
    for (const distance of [1, 3, 12]) {
      const ratio = Math.exp(-(distance * distance) / (2 * sigma * sigma));
      expect(weights[side - 1 + distance] / weights[side - 1]).toBeCloseTo(ratio, 12);
      expect(weights[side - 1 - distance]).toBe(weights[side - 1 + distance]);
    }
  });

  it.each([0.5, 1, 100])('has the weight 1/(σ√2π) in its middle, σ being %d', (sigma) => {
    const expected = 1 / (sigma * Math.sqrt(2 * Math.PI));
    // At half a pixel the sum of the weights is no longer the integral.
    expect(smoothingFor(sigma, 5)[4] / expected).toBeCloseTo(1, sigma < 1 ? 1 : 6);
  });
});

it('the kernels have room for the pictures that a setup allows', () => {
  expect(longestSide).toBe(longestAugmentedSide);
});
