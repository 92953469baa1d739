import { randomBits } from './hash';
import { cosine, sine } from './sine';
import { lanes, multiplyAdd, storePart } from './vector';

// Distorted pictures: core/kernels/distortion.ts says what that is, core/kernels/reference/distort.ts says it again naively.
//
// A picture is copied to scratch with zeros around it, so that reading beside it needs no thought; the displacements are
// smoothed along the rows for all of it and along the columns one row at a time; then each row is read from its places.
// Rows of displacements have room for more than the picture's width; what stands there is of no picture.

/** The longest side of a picture, as in core/kernels/distortion.ts. */
const longestSide: i32 = 128;
/** Zeros ahead of and behind each side: a place is held to at most one pixel outside, and what is past it is read, too. */
const before: i32 = 1;
const around: i32 = 3;
const affineNumbers: i32 = 6;
/** Displacements that are smoothed at once; the longest side is a multiple of it. */
const columnsAtOnce: i32 = 16;

/** Numbers of scratch for the largest picture: it with its zeros, two fields of displacements, and three rows of them. */
export function distortionScratchLength(): i32 {
  return (longestSide + around) * (longestSide + around) + 2 * longestSide * longestSide + 3 * longestSide;
}

/**
 * Distorts `rows` pictures of `pixels` numbers in rows of `width`, in place; `first` of the batch stand before them.
 * Rotation and shear are in radians. `smoothing` may be anything when the strength is 0.
 */
export function distort(
  pictures: usize, first: i32, rows: i32, width: i32, pixels: i32,
  shift: f32, rotate: f32, scale: f32, shear: f32, strength: f32, smoothing: usize, key: i32, scratch: usize,
): void {
  const height = pixels / width;
  const stride = roomFor(width);
  const rowBytes = <usize>stride << 2;
  const alongX = scratch;
  const alongY = alongX + <usize>height * rowBytes;
  const rowX = alongY + <usize>height * rowBytes;
  const rowY = rowX + rowBytes;
  const randomRow = rowY + rowBytes;
  const padded = randomRow + rowBytes;
  const paddedRow = <usize>(width + around) << 2;
  const middle = smoothing + (<usize>(max(height, width) - 1) << 2);
  if (strength == 0) memory.fill(rowX, 0, 2 * rowBytes);

  for (let r = 0; r < rows; r++) {
    const numbers = (first + r) * (affineNumbers + 2 * pixels);
    copyWithZeros(pictures, padded, height, width);
    if (strength != 0) {
      const ofX = numbers + affineNumbers;
      smoothRows(alongX, randomRow, ofX, height, width, strength, middle, key);
      smoothRows(alongY, randomRow, ofX + pixels, height, width, strength, middle, key);
    }

    // The matrix M and what is added to M·p, see core/kernels/reference/distort.ts.
    const angle = <f64>rotate * random(numbers + 2, key);
    const lean = <f64>shear * random(numbers + 5, key);
    const cos = cosine(angle), sin = sine(angle);
    const slant = sine(lean) / cosine(lean);
    const wider = 1 + <f64>scale * random(numbers + 3, key);
    const higher = 1 + <f64>scale * random(numbers + 4, key);
    const xx: f32 = <f32>(cos / wider), xy: f32 = <f32>((cos * slant - sin) / higher);
    const yx: f32 = <f32>(sin / wider), yy: f32 = <f32>((sin * slant + cos) / higher);
    const middleX: f32 = <f32>(width - 1) * 0.5, middleY: f32 = <f32>(height - 1) * 0.5;
    // Where a place lies in the padded picture.
    const toX: f32 = middleX + <f32>(<f64>shift * random(numbers, key)) + <f32>before;
    const toY: f32 = middleY + <f32>(<f64>shift * random(numbers + 1, key)) + <f32>before;

    for (let i = 0; i < height; i++) {
      if (strength != 0) {
        const weights = middle + (<usize>i << 2);
        weightedRow(weights, -4, alongX, rowBytes, height, rowX, stride);
        weightedRow(weights, -4, alongY, rowBytes, height, rowY, stride);
      }
      const y: f32 = <f32>i - middleY;
      const fromX: f32 = xy * y + toX, fromY: f32 = yy * y + toY;
      readRow(padded, paddedRow, height, width, -middleX, xx, fromX, rowX, yx, fromY, rowY, pictures);
      pictures += <usize>width << 2;
    }
  }
}

/** Copies a picture and puts zeros around it. */
function copyWithZeros(picture: usize, padded: usize, height: i32, width: i32): void {
  const row = <usize>width << 2, paddedRow = row + (around << 2);
  memory.fill(padded, 0, <usize>(height + around) * paddedRow);
  padded += <usize>before * paddedRow + (before << 2);
  for (let i = 0; i < height; i++) {
    memory.copy(padded, picture, row);
    padded += paddedRow;
    picture += row;
  }
}

/** Fills a field with random displacements, number `numbers` of the key's being the first, smoothed along its rows. */
function smoothRows(
  field: usize, randomRow: usize, numbers: i32, height: i32, width: i32, strength: f32, middle: usize, key: i32,
): void {
  const stride = roomFor(width);
  const keys = i32x4.splat(key);
  const factor = f32x4.splat(strength * <f32>(1.0 / 2147483648.0));
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < stride; j += lanes) {
      const index = i32x4.add(i32x4.splat(numbers + i * width + j), i32x4(0, 1, 2, 3));
      const displacement = f32x4.mul(f32x4.convert_i32x4_s(randomBits(index, keys)), factor);
      v128.store(randomRow + (<usize>j << 2), displacement);
    }
    weightedRow(randomRow, 4, middle, -4, width, field, stride);
    field += <usize>stride << 2;
  }
}

/**
 * out[j] = Σₖ weight[k]·row[k][j] for `columns` numbers, a multiple of 16, the weights and the rows being so many bytes
 * apart. Added in the order of k, and four vectors at once, so that none has to wait for the sum before it.
 */
function weightedRow(
  weight: usize, weightStep: isize, row: usize, rowStep: isize, count: i32, out: usize, columns: i32,
): void {
  for (let j = 0; j < columns; j += columnsAtOnce) {
    let w = weight, from = row;
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let k = 0; k < count; k++) {
      const factor = v128.load32_splat(w);
      s0 = multiplyAdd(factor, v128.load(from), s0);
      s1 = multiplyAdd(factor, v128.load(from, 16), s1);
      s2 = multiplyAdd(factor, v128.load(from, 32), s2);
      s3 = multiplyAdd(factor, v128.load(from, 48), s3);
      w += weightStep;
      from += rowStep;
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
    row += columnsAtOnce << 2;
    out += columnsAtOnce << 2;
  }
}

/** A row of the distorted picture: what the padded one has at (xx·x + fromX + rowX, yx·x + fromY + rowY), x from `left` on. */
function readRow(
  padded: usize, paddedRow: usize, height: i32, width: i32, left: f32,
  xx: f32, fromX: f32, rowX: usize, yx: f32, fromY: f32, rowY: usize, out: usize,
): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  const mostX = f32x4.splat(<f32>(width + before)), mostY = f32x4.splat(<f32>(height + before));
  let x = f32x4.add(f32x4.splat(left), f32x4(0, 1, 2, 3));
  for (let j = 0; j < width; j += lanes) {
    const alongX = multiplyAdd(f32x4.splat(xx), x, f32x4.add(f32x4.splat(fromX), v128.load(rowX)));
    const alongY = multiplyAdd(f32x4.splat(yx), x, f32x4.add(f32x4.splat(fromY), v128.load(rowY)));
    const placeX = f32x4.pmin(f32x4.pmax(alongX, zero), mostX);
    const placeY = f32x4.pmin(f32x4.pmax(alongY, zero), mostY);
    const wholeX = f32x4.floor(placeX), wholeY = f32x4.floor(placeY);
    const right = f32x4.sub(placeX, wholeX), down = f32x4.sub(placeY, wholeY);
    const rows = i32x4.mul(i32x4.trunc_sat_f32x4_s(wholeY), i32x4.splat(<i32>paddedRow));
    const at = i32x4.add(rows, i32x4.shl(i32x4.trunc_sat_f32x4_s(wholeX), 2));
    const above = pairs(padded, at, false), above2 = pairs(padded, at, true);
    const below = pairs(padded + paddedRow, at, false), below2 = pairs(padded + paddedRow, at, true);
    const upper = mixed(above, above2, right, one);
    const lower = mixed(below, below2, right, one);
    const value = multiplyAdd(lower, down, f32x4.mul(upper, f32x4.sub(one, down)));
    if (j + lanes <= width) v128.store(out, value);
    else storePart(out, value, width - j);
    x = f32x4.add(x, f32x4.splat(<f32>lanes));
    rowX += 16;
    rowY += 16;
    out += 16;
  }
}

/** Two neighbours each at the first two of four places, or at the last two. */
// @ts-ignore: decorator
@inline
function pairs(padded: usize, at: v128, last: bool): v128 {
  const first = last ? i32x4.extract_lane(at, 2) : i32x4.extract_lane(at, 0);
  const second = last ? i32x4.extract_lane(at, 3) : i32x4.extract_lane(at, 1);
  return v128.load_lane<u64>(padded + <usize>second, v128.load64_zero(padded + <usize>first), 1);
}

/** left·(1 − share) + right·share of four pairs. */
// @ts-ignore: decorator
@inline
function mixed(two: v128, otherTwo: v128, share: v128, one: v128): v128 {
  const left = v128.shuffle<f32>(two, otherTwo, 0, 2, 4, 6);
  const right = v128.shuffle<f32>(two, otherTwo, 1, 3, 5, 7);
  return multiplyAdd(right, share, f32x4.mul(left, f32x4.sub(one, share)));
}

/** A random number from −1 to 1. */
// @ts-ignore: decorator
@inline
function random(index: i32, key: i32): f64 {
  return <f64>i32x4.extract_lane(randomBits(i32x4.splat(index), i32x4.splat(key)), 0) / 2147483648.0;
}

/** Numbers that a row of displacements has room for. */
// @ts-ignore: decorator
@inline
function roomFor(width: i32): i32 {
  return (width + columnsAtOnce - 1) & ~(columnsAtOnce - 1);
}
