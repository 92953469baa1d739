import { LaminaError } from '../contract/errors.ts';
import { boxSide, centreByMass, pictureSide } from './centre.ts';
import { greyOf, type Picture } from './grey.ts';

export type { Picture } from './grey.ts';

/** The least difference between ink and paper, of that between black and white, at which a picture is not blank. */
const leastContrast = 0.15;
/** Whatever differs less from the paper than this share of the darkest ink counts as paper, however even the paper. */
const leastUnevenness = 0.04;
/** Paper cannot be called more uneven than this, lest faint ink be lost with it. */
const mostUnevenness = 0.4;

/**
 * A picture of one digit as networks trained on MNIST or the built-in digits see it: 28×28 bytes, 255 = ink. Dark ink
 * on light paper and light on dark are told apart by the picture's border. A picture that already is 28×28 and light
 * on black is returned as it is. Throws `bad-file` for a picture without any ink.
 */
export function preparePicture(picture: Picture): Uint8Array {
  const { width, height } = picture;
  const grey = greyOf(picture);
  const paper = paperOf(grey, width, height);
  if (paper.lightInk && paper.grey === 0 && width === pictureSide && height === pictureSide) return toBytes(grey);
  const ink = inkOf(grey, paper);
  const box = fitIntoBox(ink, width, inkBounds(ink, width, height));
  strengthen(box);
  const prepared = new Uint8Array(pictureSide * pictureSide);
  centreByMass(toBytes(box), prepared, 0);
  return prepared;
}

/** A picture as it is: a byte of grey for each pixel, 0 = black to 255 = white. */
export function greyBytes(picture: Picture): Uint8Array {
  return toBytes(greyOf(picture));
}

interface Paper {
  grey: number;
  /** How far most of the border is from that grey at most. */
  unevenness: number;
  /** Whether the ink is lighter than the paper. */
  lightInk: boolean;
  /** The farthest that ink is from the paper's grey. */
  contrast: number;
}

/** Takes the picture's border for paper, and what differs most from it for ink. */
function paperOf(grey: Float32Array, width: number, height: number): Paper {
  const border = borderOf(grey, width, height).sort();
  const middle = border[border.length >> 1];
  const distances = border.map((value) => Math.abs(value - middle)).sort();
  const unevenness = distances[Math.floor(distances.length * 0.8)];
  let darkest = 1;
  let lightest = 0;
  for (const value of grey) {
    if (value < darkest) darkest = value;
    if (value > lightest) lightest = value;
  }
  const lightInk = lightest - middle > middle - darkest;
  const contrast = lightInk ? lightest - middle : middle - darkest;
  if (!(contrast >= leastContrast)) throw noInk();
  return { grey: middle, unevenness, lightInk, contrast };
}

function borderOf(grey: Float32Array, width: number, height: number): Float32Array {
  const border: number[] = [];
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step) border.push(grey[y * width + x]);
  }
  return Float32Array.from(border);
}

/** How much ink each pixel has, 0 to 1, with the paper and its unevenness taken away. */
function inkOf(grey: Float32Array, paper: Paper): Float32Array {
  const direction = paper.lightInk ? 1 : -1;
  const uneven = (1.5 * paper.unevenness) / paper.contrast;
  const limit = Math.min(mostUnevenness, Math.max(leastUnevenness, uneven));
  const ink = new Float32Array(grey.length);
  for (let i = 0; i < grey.length; i++) {
    const share = (direction * (grey[i] - paper.grey)) / paper.contrast;
    ink[i] = Math.max(0, (share - limit) / (1 - limit));
  }
  return ink;
}

interface Bounds {
  left: number;
  top: number;
  width: number;
  height: number;
}

function inkBounds(ink: Float32Array, width: number, height: number): Bounds {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (ink[i] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top === height) top = y;
      bottom = y;
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * The crop scaled to fill the box along its longer side, each pixel the mean of the area it covers. It begins at a whole
 * pixel, so that a picture whose digit has the right size already comes through sharp.
 */
function fitIntoBox(ink: Float32Array, width: number, crop: Bounds): Float32Array {
  const scale = Math.max(crop.width, crop.height) / boxSide;
  const offsetX = Math.floor((boxSide - crop.width / scale) / 2);
  const offsetY = Math.floor((boxSide - crop.height / scale) / 2);
  const box = new Float32Array(boxSide * boxSide);
  for (let pixel = 0; pixel < box.length; pixel++) {
    const x = ((pixel % boxSide) - offsetX) * scale;
    const y = (Math.floor(pixel / boxSide) - offsetY) * scale;
    box[pixel] = areaMean(ink, width, crop, x, y, scale);
  }
  return box;
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

/** Brings lines that scaling down has made faint, because they were thin, back to full ink. */
function strengthen(box: Float32Array): void {
  const inked = box.filter((value) => value > 0).sort();
  const strong = inked[Math.floor(inked.length * 0.9)];
  for (let i = 0; i < box.length; i++) box[i] = Math.min(1, box[i] / strong);
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
