import { describe, expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { fillDigits } from '#core/data/digits/generator.ts';
import { preparePicture, type Picture } from '#core/data/picture.ts';
import { Random } from '#core/tensor/random.ts';

const digits = new Uint8Array(10 * 784);
// With this seed, no digit has its centre of mass so near the border between two pixels that a trace of ink decides.
fillDigits(5, 0, 10, digits, new Uint8Array(10));
const seven = digits.subarray(7 * 784, 8 * 784);

/** A digit's picture enlarged and laid somewhere on a larger sheet, each pixel's ink turned into its grey. */
function sheet(digit: Uint8Array, enlarged: number, greyOfInk: (ink: number, x: number, y: number) => number): Picture {
  const width = 28 * enlarged + 31;
  const height = 28 * enlarged + 17;
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    const column = Math.floor((x - 20) / enlarged);
    const row = Math.floor((y - 3) / enlarged);
    const onDigit = column >= 0 && column < 28 && row >= 0 && row < 28;
    return greyOfInk(onDigit ? digit[row * 28 + column] : 0, x, y);
  });
  return { width, height, channels: 1, depth: 8, data };
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}

const darkOnLight = (ink: number) => 255 - ink;
const small: Picture = { width: 2, height: 3, channels: 1, depth: 8, data: [255, 255, 0, 255, 255, 255] };

describe('preparePicture', () => {
  it('returns a picture that already is 28×28, light on black, as it is', () => {
    expect(preparePicture({ width: 28, height: 28, channels: 1, depth: 8, data: seven })).toEqual(seven);
    const colours = Uint8Array.from({ length: 784 * 4 }, (_, i) => (i % 4 === 3 ? 255 : seven[i >> 2]));
    expect(preparePicture({ width: 28, height: 28, channels: 4, depth: 8, data: colours })).toEqual(seven);
  });

  it.each([
    ['dark on light', darkOnLight, 3],
    ['light on dark', (ink: number) => ink, 3],
    ['pale ink on grey paper', (ink: number) => 180 - ink * 0.4, 3],
    ['light ink on a dark board', (ink: number) => 60 + ink * 0.6, 3],
  ])('finds the digit again: %s', (_, greyOfInk, limit) => {
    for (let digit = 0; digit < 10; digit++) {
      const original = digits.subarray(digit * 784, (digit + 1) * 784);
      expect(meanDifference(preparePicture(sheet(original, 9, greyOfInk)), original)).toBeLessThan(limit);
    }
  });

  it('clears uneven paper away', () => {
    const noise = new Random(3, 'paper');
    const uneven = sheet(seven, 9, (ink, x) => 235 - 0.1 * x + noise.between(-6, 6) - ink * 0.6);
    expect(meanDifference(preparePicture(uneven), seven)).toBeLessThan(8);
  });

  it('keeps thin lines from fading', () => {
    const thin = sheet(seven, 20, () => 255);
    const data = Uint8Array.from(thin.data, (value, i) => {
      const [x, y] = [i % thin.width, Math.floor(i / thin.width)];
      return Math.abs(x - 200) < 2 && y > 100 && y < 500 ? 0 : value;
    });
    expect(Math.max(...preparePicture({ ...thin, data }))).toBe(255);
  });

  it('reads every depth and kind of pixel alike', () => {
    const dot = preparePicture(small);
    const alike: Picture[] = [
      { ...small, depth: 16, data: [65535, 65535, 0, 65535, 65535, 65535] },
      { ...small, depth: 1, data: [0b11000000, 0b01000000, 0b11000000] },
      { ...small, depth: 2, data: [0b11110000, 0b00110000, 0b11110000] },
      { ...small, depth: 4, data: [0xff, 0x0f, 0xff] },
      { ...small, channels: 2, data: [0, 0, 0, 0, 0, 255, 0, 0, 255, 255, 9, 0] },
      { ...small, channels: 3, data: [...Array(6).fill(255), 0, 0, 0, ...Array(9).fill(255)] },
      { ...small, channels: 4, data: [...Array(8).fill(0), 0, 0, 0, 255, ...Array(12).fill(255)] },
      {
        ...small,
        depth: 1,
        data: [0b00000000, 0b10000000, 0],
        palette: [
          [255, 255, 255],
          [0, 0, 0],
        ],
      },
      {
        ...small,
        data: [0, 0, 1, 0, 0, 0],
        palette: [
          [9, 9, 9, 0],
          [0, 0, 0, 255],
        ],
      },
    ];
    for (const picture of alike) expect(preparePicture(picture)).toEqual(dot);
  });

  it.each<[string, Picture]>([
    ['white', { width: 40, height: 30, channels: 1, depth: 8, data: new Uint8Array(1200).fill(255) }],
    ['black', { width: 28, height: 28, channels: 1, depth: 8, data: new Uint8Array(784) }],
    ['nearly even', { ...small, data: [200, 201, 190, 200, 199, 200] }],
    ['one pixel', { width: 1, height: 1, channels: 1, depth: 8, data: [77] }],
    ['transparent', { width: 3, height: 1, channels: 2, depth: 8, data: [0, 0, 255, 0, 80, 0] }],
  ])('refuses a blank picture: %s', (_, picture) => {
    expect(() => preparePicture(picture)).toThrow(
      new LaminaError(
        'bad-file',
        'There is no digit to be seen in this picture.',
        'Use one with dark ink on light paper, or light on dark.',
      ),
    );
  });
});
