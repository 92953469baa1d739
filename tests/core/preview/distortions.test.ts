import { expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { distortedPictures } from '#core/preview/distortions.ts';

const none = defaultConfig.augmentation;
/** Two pictures of 4 by 5, of which the second has a bright middle. */
const pictures = Uint8Array.from({ length: 40 }, (_, index) => (index === 20 + 12 ? 200 : 0));

it('leave pictures as they are when all amounts are 0', () => {
  expect(distortedPictures(pictures, [4, 5], none, 1)).toEqual(pictures);
});

it('move ink about, never beyond what a byte holds, and the same way for the same key', () => {
  const shifted = distortedPictures(pictures, [4, 5], { ...none, shift: 1 }, 1);
  expect(shifted).not.toEqual(pictures);
  expect(shifted.subarray(0, 20)).toEqual(pictures.subarray(0, 20));
  expect(Math.max(...shifted)).toBeLessThanOrEqual(200);
  expect(distortedPictures(pictures, [4, 5], { ...none, shift: 1 }, 1)).toEqual(shifted);
  expect(distortedPictures(pictures, [4, 5], { ...none, shift: 1 }, 2)).not.toEqual(shifted);
});
