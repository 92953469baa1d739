import { describe, expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import {
  parseIdxImages,
  parseIdxLabels,
  parseIdxPair,
  writeIdxImages,
  writeIdxLabels,
  type NamedBytes,
} from '#core/data/formats/idx.ts';

const pixels = Uint8Array.from({ length: 2 * 3 * 5 }, (_, i) => i * 8);
const images = writeIdxImages({ count: 2, height: 3, width: 5, pixels });
const labels = writeIdxLabels(Uint8Array.of(4, 11));

const imagesFile = (bytes: Uint8Array): NamedBytes => ({ name: 'train-images', bytes });
const labelsFile = (bytes: Uint8Array): NamedBytes => ({ name: 'train-labels', bytes });
const words = (...values: number[]) =>
  new Uint8Array(values.flatMap((word) => [word >>> 24, word >>> 16, word >>> 8, word]));

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LaminaError && error.code === 'bad-file' && error.hint !== '') return error.message;
    throw error;
  }
  return 'nothing was wrong';
}

describe('idx', () => {
  it('writes the bytes of the format', () => {
    expect(images.subarray(0, 17)).toEqual(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 5, 0));
    expect(labels).toEqual(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 4, 11));
  });

  it('reads what it wrote, with pictures that are not square and labels above 9', () => {
    const table = parseIdxPair(imagesFile(images), labelsFile(labels));
    expect(table).toEqual({
      count: 2,
      features: 15,
      classes: 12,
      inputs: pixels,
      scale: 1 / 255,
      labels: Uint8Array.of(4, 11),
      shape: [3, 5],
    });
  });

  it('reads from the middle of a larger buffer', () => {
    const inside = new Uint8Array(images.length + 7);
    inside.set(images, 7);
    expect(parseIdxImages(imagesFile(inside.subarray(7))).pixels).toEqual(pixels);
  });

  it('takes all 256 labels', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const one = writeIdxImages({ count: 256, height: 1, width: 1, pixels: all });
    expect(parseIdxPair(imagesFile(one), labelsFile(writeIdxLabels(all))).classes).toBe(256);
  });

  it.each<[name: string, bytes: Uint8Array, message: string]>([
    ['no bytes', new Uint8Array(), 'train-images is empty.'],
    ['two bytes', Uint8Array.of(0, 0), 'train-images ends after 2 bytes.'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'train-images is still compressed with gzip inside.'],
    ['one gzip byte pair', Uint8Array.of(0x1f, 0x8b), 'train-images is still compressed with gzip inside.'],
    [
      'text',
      new TextEncoder().encode('<html>'),
      'train-images is not an IDX file of pictures: it begins with 0x3c68746d.',
    ],
    ['labels', labels, 'train-images is not an IDX file of pictures: it has labels.'],
    [
      'floats',
      words(0x00000d03, 1, 1, 1, 0),
      'train-images is not an IDX file of pictures: it has 32-bit floating-point numbers in 3 dimensions.',
    ],
    [
      'colour',
      words(0x00000804, 1, 1, 1, 3, 0),
      'train-images is not an IDX file of pictures: it has bytes in 4 dimensions.',
    ],
    [
      'another type',
      words(0x00000a03, 1, 1, 1),
      'train-images is not an IDX file of pictures: it begins with 0x00000a03.',
    ],
    ['little-endian', words(0x03080000), 'train-images is not an IDX file of pictures: it begins with 0x03080000.'],
    ['half a header', images.subarray(0, 9), 'train-images ends after 9 bytes, inside its header of 16.'],
    ['no pictures', words(0x00000803, 0, 28, 28), 'train-images has no pictures in it.'],
    ['no pixels', words(0x00000803, 4, 0, 28), 'train-images says its pictures are 0×28, which leaves them no pixels.'],
    [
      'huge pictures',
      words(0x00000803, 1, 0xffffffff, 0xffffffff),
      'train-images says its pictures are 4,294,967,295×4,294,967,295, which is more than 1,000,000 pixels.',
    ],
    [
      'more pictures than any file could hold',
      words(0x00000803, 0xffffffff, 1000, 1000),
      'train-images ends early: it declares 4,294,967,295 pictures of 1000×1000, 4,294,967,295,000,000 bytes, but has 0.',
    ],
    [
      'an early end',
      images.subarray(0, images.length - 1),
      'train-images ends early: it declares 2 pictures of 3×5, 30 bytes, but has 29.',
    ],
    [
      'a late end',
      Uint8Array.of(...images, 0),
      'train-images goes on too long: after the 2 pictures of 3×5 that it declares come 1 more byte.',
    ],
  ])('refuses pictures: %s', (_, bytes, message) => {
    expect(problemOf(() => parseIdxImages(imagesFile(bytes)))).toBe(message);
  });

  it.each<[name: string, bytes: Uint8Array, message: string]>([
    ['no bytes', new Uint8Array(), 'train-labels is empty.'],
    ['pictures', images, 'train-labels is not an IDX file of labels: it has pictures.'],
    ['half a header', labels.subarray(0, 5), 'train-labels ends after 5 bytes, inside its header of 8.'],
    ['no labels', words(0x00000801, 0), 'train-labels has no labels in it.'],
    ['an early end', words(0x00000801, 1), 'train-labels ends early: it declares 1 label, 1 byte, but has 0.'],
    [
      'a late end',
      Uint8Array.of(...labels, 1, 2, 3),
      'train-labels goes on too long: after the 2 labels that it declares come 3 more bytes.',
    ],
    [
      'wide labels',
      words(0x00000c01, 1, 5),
      'train-labels is not an IDX file of labels: it has 32-bit whole numbers in 1 dimension.',
    ],
  ])('refuses labels: %s', (_, bytes, message) => {
    expect(problemOf(() => parseIdxLabels(labelsFile(bytes)))).toBe(message);
  });

  it('refuses pairs whose counts differ, naming both', () => {
    const three = writeIdxLabels(Uint8Array.of(1, 2, 3));
    expect(problemOf(() => parseIdxPair(imagesFile(images), labelsFile(three)))).toBe(
      'train-images has 2 pictures, but train-labels has 3 labels.',
    );
  });

  it('says when the two files are the wrong way round', () => {
    expect(problemOf(() => parseIdxPair(imagesFile(labels), labelsFile(images)))).toBe(
      'The two files are the wrong way round: train-images has the labels and train-labels has the pictures.',
    );
  });
});
