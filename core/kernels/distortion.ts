import type { Floats } from '../tensor/arena.ts';
import { wholePower } from './power.ts';

/**
 * How far pictures may be distorted; 0 is not at all. Each picture has its own distortion within these bounds, every
 * amount in it equally likely.
 *
 * The distorted picture shows at a pixel p what the picture had at c + M·(p − c) + t + d(p), c being the middle of the
 * picture. M turns, slants and stretches, t shifts, and d is the elastic displacement of Simard, Steinkraus and Platt
 * (2003): random numbers for every pixel, smoothed by a Gaussian, times `strength`. Between pixels it is interpolated
 * (bilinear); outside of the picture all is 0.
 */
export interface Distortion {
  /** Pixels, along each side. */
  shift: number;
  /** Radians, either way. */
  rotate: number;
  /** Share by which each side is made longer or shorter, on its own. Below 1. */
  scale: number;
  /** Radians by which uprights lean, either way. */
  shear: number;
  /** Pixels that a random displacement has at most before it is smoothed: the paper's α. */
  strength: number;
  /** The Gaussian, as `fillSmoothing` makes it for the pictures' longer side. */
  smoothing: Floats;
}

/** The longest side of a picture that can be distorted: the kernels' scratch has room for no more. */
export const longestSide = 128;

/**
 * The random numbers of a picture, each from −1 to 1: what the bits of `randomBits` are as a signed number, divided by
 * 2³¹. The picture in row r of a batch has those from r · `randomNumbers(pixels)` on: shift along x and y, rotation, scale
 * along x and y, shear, and then the displacements along x and those along y, row by row.
 */
export function randomNumbers(pixels: number): number {
  return affineNumbers + 2 * pixels;
}
export const affineNumbers = 6;

/** Numbers in a `smoothing` for pictures whose longer side is `side`; so many that 16 can be read from any weight on. */
export function smoothingLength(side: number): number {
  return 2 * side + 15;
}

/**
 * The weights of a Gaussian with the standard deviation `sigma`, for distances from −(side − 1) to side − 1, with zeros
 * behind them. All weights of the whole Gaussian add up to 1, so displacements get smaller towards the picture's edge,
 * where a part of it has nothing to smooth.
 */
export function fillSmoothing(smoothing: Floats, sigma: number, side: number): void {
  const next = exponential(-1 / (2 * sigma * sigma));
  const weight = (distance: number) => wholePower(next, distance * distance);
  let sum = 1;
  for (let distance = 1; weight(distance) > least; distance++) sum += 2 * weight(distance);
  smoothing.fill(0);
  for (let distance = 1 - side; distance < side; distance++) {
    const share = weight(Math.abs(distance));
    smoothing[side - 1 + distance] = share > least ? share / sum : 0;
  }
}

/** What is less makes no difference, and would slow processors down as a subnormal number. */
const least = 2 ** -40;

/** eˣ for x from −10 to 0, to 10⁻¹⁵ of 1, by its series: the same on every host, which Math.exp need not be. */
function exponential(x: number): number {
  const eighth = x / 8;
  let sum = 1;
  for (let n = 24; n >= 1; n--) sum = 1 + (sum * eighth) / n;
  return wholePower(sum, 8);
}
