import type { AugmentationConfig } from '../contract/config.ts';
import { distort } from '../kernels/reference/distort.ts';
import { distortionOf } from '../training/augmentation.ts';

/**
 * Distorts pictures as a training does, by the arithmetic that defines it.
 *
 * `pictures` is `[count × height·width]`, a byte each; the result has the same shape and range. The same `key` gives the
 * same distortions.
 */
export function distortedPictures(
  pictures: Uint8Array,
  [height, width]: readonly [height: number, width: number],
  augmentation: AugmentationConfig,
  key: number,
): Uint8Array {
  const side = Math.max(height, width);
  const distortion = distortionOf(augmentation, side, (length) => new Float32Array(length));
  const numbers = Float32Array.from(pictures);
  distort(numbers, distortion, height, width, key, pictures.length / (height * width));
  return Uint8Array.from(numbers, Math.round);
}
