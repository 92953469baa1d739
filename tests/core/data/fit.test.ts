import { describe, expect, it } from 'vitest';
import { fitPicture, type GreyPicture } from '#core/data/fit.ts';

function picture(...rows: number[][]): GreyPicture {
  return { width: rows[0].length, height: rows.length, grey: Float32Array.from(rows.flat()) };
}

function rowsOf({ width, height, grey }: GreyPicture): number[][] {
  return Array.from({ length: height }, (_, y) => [...grey.subarray(y * width, (y + 1) * width)]);
}

describe('fitting a picture', () => {
  it('leaves one of the right shape as it is', () => {
    const same = picture([0, 1, 0.5]);
    expect(fitPicture(same, [1, 3], 'stretch')).toBe(same);
  });

  it('takes the mean of the area that each pixel covers', () => {
    const large = picture([0, 1, 0, 0], [1, 0, 0, 1]);
    expect(rowsOf(fitPicture(large, [1, 2], 'stretch'))).toEqual([[0.5, 0.25]]);
  });

  it('shares out pixels that lie on an edge', () => {
    const three = picture([0, 0.75, 0]);
    expect(rowsOf(fitPicture(three, [1, 2], 'stretch'))).toEqual([[0.25, 0.25]]);
  });

  it('makes small pictures larger', () => {
    expect(rowsOf(fitPicture(picture([0, 1]), [2, 4], 'stretch'))).toEqual([
      [0, 0, 1, 1],
      [0, 0, 1, 1],
    ]);
  });

  it('keeps the aspect and puts black around, in the middle', () => {
    expect(rowsOf(fitPicture(picture([1, 1, 1, 1], [1, 1, 1, 1]), [4, 4], 'pad'))).toEqual([
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ]);
  });

  it('leaves at least a line of a picture that is very long', () => {
    const long = picture(Array.from({ length: 100 }, () => 1));
    expect(rowsOf(fitPicture(long, [3, 3], 'pad'))).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });
});
