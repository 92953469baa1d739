import { describe, expect, it } from 'vitest';
import { readPicture } from '#main/engine/threads/readPicture.ts';
import { jpg, png } from '../importing/pictureFiles.ts';

/** A thick stroke of ink on paper. */
const stroke = (x: number) => (x > 12 && x < 18 ? 0 : 255);

describe('a picture to be recognised', () => {
  it('may be a PNG or a JPEG, and is seen nearly alike', () => {
    const [first, second] = [png(30, 40, stroke), jpg(30, 40, stroke)].map((file) => readPicture(file, [28, 28]));
    expect(first).toHaveLength(784);
    expect(Math.max(...first.map((value, i) => Math.abs(value - second[i])))).toBeLessThan(40);
    expect(Math.max(...first)).toBe(255);
  });

  it('is taken as it is for a network of its own size', () => {
    expect(
      readPicture(
        png(3, 2, (x, y) => 10 * y + x),
        [2, 3],
      ),
    ).toEqual(Uint8Array.of(0, 1, 2, 10, 11, 12));
  });

  it('may not have more pixels than can be decoded in little memory', () => {
    expect(() =>
      readPicture(
        png(8193, 2049, () => 0),
        [28, 28],
      ),
    ).toThrow('This file is 8,193×2,049, which is more than 16,777,216 pixels.');
    expect(() => readPicture(new TextEncoder().encode('no picture'), [28, 28])).toThrow(
      'This file is neither a PNG nor a JPEG picture.',
    );
  });
});
