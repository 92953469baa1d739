import { LaminaError } from '../contract/errors.ts';
import { boxSide, centreByMass, pictureSide } from './centre.ts';

/** A decoded picture: `channels` numbers a pixel (grey, grey and alpha, RGB, or RGB and alpha), row by row. */
export interface Picture {
  width: number;
  height: number;
  channels: number;
  /** Bits of each number: 1 to 16. */
  depth: number;
  data: ArrayLike<number>;
}

/** The share of full ink below which a pixel counts as paper. */
const paperLimit = 0.25;

/**
 * A picture of one digit as networks trained on MNIST or the built-in digits see it: 28×28 bytes, 255 = ink. Dark ink
 * on light paper and light on dark are told apart by the picture's border. A picture that already is 28×28 and light
 * on black is returned as it is. Throws `bad-file` for a picture without any ink.
 */
export function preparePicture(picture: Picture): Uint8Array {
  const { width, height } = picture;
  const grey = greyOf(picture);
  const lightInk = borderMean(grey, width, height) < 0.5;
  if (lightInk && width === pictureSide && height === pictureSide) return toBytes(grey);
  const ink = clearPaper(lightInk ? grey : grey.map((value) => 1 - value));
  const crop = inkBounds(ink, width, height);
  const box = fitIntoBox(ink, width, crop);
  const prepared = new Uint8Array(pictureSide * pictureSide);
  centreByMass(toBytes(box), prepared, 0);
  return prepared;
}

/** Each pixel's luminance over white, 0 = black to 1 = white. */
function greyOf({ width, height, channels, depth, data }: Picture): Float32Array {
  const most = 2 ** depth - 1;
  const hasAlpha = channels === 2 || channels === 4;
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * channels;
    const luminance = channels < 3 ? data[at] : 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    const alpha = hasAlpha ? data[at + channels - 1] / most : 1;
    return (luminance / most) * alpha + 1 - alpha;
  });
}

function borderMean(grey: Float32Array, width: number, height: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) {
      sum += grey[y * width + x];
      count++;
    }
  }
  return sum / count;
}

/** Takes the paper's unevenness away and stretches what is left to the full range. */
function clearPaper(ink: Float32Array): Float32Array {
  let most = 0;
  for (const value of ink) most = Math.max(most, value);
  if (most < paperLimit) throw noInk();
  const limit = most * paperLimit;
  return ink.map((value) => Math.max(0, (value - limit) / (most - limit)));
}

interface Bounds {
  left: number;
  top: number;
  width: number;
  height: number;
}

function inkBounds(ink: Float32Array, width: number, height: number): Bounds {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] === 0) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  if (right < 0) throw noInk();
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The crop scaled to fill the box along its longer side, each pixel the mean of the area it covers. */
function fitIntoBox(ink: Float32Array, width: number, crop: Bounds): Float32Array {
  const scale = Math.max(crop.width, crop.height) / boxSide;
  const offsetX = (boxSide - crop.width / scale) / 2;
  const offsetY = (boxSide - crop.height / scale) / 2;
  return Float32Array.from({ length: boxSide * boxSide }, (_, pixel) => {
    const x = ((pixel % boxSide) - offsetX) * scale;
    const y = (Math.floor(pixel / boxSide) - offsetY) * scale;
    return areaMean(ink, width, crop, x, y, scale);
  });
}

/** The mean ink of a square of the crop, with what lies beyond the crop as paper. */
function areaMean(ink: Float32Array, width: number, crop: Bounds, x: number, y: number, side: number): number {
  let sum = 0;
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(crop.height, y + side); row++) {
    const tall = Math.min(row + 1, y + side) - Math.max(row, y);
    for (let column = Math.max(0, Math.floor(x)); column < Math.min(crop.width, x + side); column++) {
      const wide = Math.min(column + 1, x + side) - Math.max(column, x);
      sum += tall * wide * ink[(crop.top + row) * width + crop.left + column];
    }
  }
  return sum / (side * side);
}

function toBytes(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(255 * value));
}

function noInk(): LaminaError {
  return new LaminaError(
    'bad-file',
    'There is no digit to be seen in this picture.',
    'Use one with dark ink on light paper, or light on dark.',
  );
}
