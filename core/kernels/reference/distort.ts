import type { Floats } from '../../tensor/arena.ts';
import { affineNumbers, randomNumbers, type Distortion } from '../distortion.ts';
import { randomBits } from '../hash.ts';

/** One picture `[height × width]`, and how to read it. */
interface Picture {
  pixels: Float64Array;
  height: number;
  width: number;
}

/** Distorts each of `rows` pictures as `Distortion` says. */
export function distort(
  pictures: Floats,
  distortion: Distortion,
  height: number,
  width: number,
  key: number,
  rows: number,
): void {
  const size = height * width;
  for (let row = 0; row < rows; row++) {
    const out = pictures.subarray(row * size, (row + 1) * size);
    const picture = { pixels: Float64Array.from(out), height, width };
    const first = Math.imul(row, randomNumbers(size));
    distortPicture(picture, distortion, (n) => (randomBits(first + n, key) | 0) / 2 ** 31, out);
  }
}

function distortPicture(
  picture: Picture,
  { shift, rotate, scale, shear, strength, smoothing }: Distortion,
  random: (n: number) => number,
  out: Floats,
): void {
  const { height, width } = picture;
  const [right, down] = [shift * random(0), shift * random(1)];
  const angle = rotate * random(2);
  const [wider, higher] = [1 + scale * random(3), 1 + scale * random(4)];
  const lean = Math.tan(shear * random(5));
  const displacement = (field: number) =>
    smoothed((pixel) => strength * random(affineNumbers + field * height * width + pixel), smoothing, height, width);
  const [alongX, alongY] = [displacement(0), displacement(1)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const [x, y] = [(j - middleX) / wider, (i - middleY) / higher];
      const leaning = x + lean * y;
      const fromX = middleX + Math.cos(angle) * leaning - Math.sin(angle) * y + right + alongX[i * width + j];
      const fromY = middleY + Math.sin(angle) * leaning + Math.cos(angle) * y + down + alongY[i * width + j];
      out[i * width + j] = between(picture, fromX, fromY);
    }
  }
}

/** The field, smoothed along both sides of the picture. */
function smoothed(field: (pixel: number) => number, smoothing: Floats, height: number, width: number): Float64Array {
  const weight = (distance: number) => smoothing[Math.max(height, width) - 1 + distance];
  const alongRows = new Float64Array(height * width);
  const alongBoth = new Float64Array(height * width);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < width; k++) alongRows[i * width + j] += weight(j - k) * field(i * width + k);
    }
  }
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < height; k++) alongBoth[i * width + j] += weight(i - k) * alongRows[k * width + j];
    }
  }
  return alongBoth;
}

/** What the picture has at a place between pixels, interpolated along both sides. */
function between(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = (1 - right) * pixelAt(picture, left, top) + right * pixelAt(picture, left + 1, top);
  const lower = (1 - right) * pixelAt(picture, left, top + 1) + right * pixelAt(picture, left + 1, top + 1);
  return (1 - down) * upper + down * lower;
}

function pixelAt({ pixels, height, width }: Picture, x: number, y: number): number {
  return x >= 0 && x < width && y >= 0 && y < height ? pixels[y * width + x] : 0;
}
