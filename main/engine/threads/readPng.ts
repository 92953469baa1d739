import { decode } from 'fast-png';
import { LaminaError } from '#core/contract/errors.ts';
import { preparePicture } from '#core/data/picture.ts';

/** A PNG file's picture, as networks trained on the built-in digits see it. Throws `bad-file`. */
export function readPng(png: Uint8Array): Uint8Array {
  let picture;
  try {
    picture = decode(png);
  } catch (error) {
    throw new LaminaError(
      'bad-file',
      `This is not a PNG picture that can be read: ${error instanceof Error ? error.message : String(error)}`,
      'Open it in a picture editor and save it as PNG again.',
    );
  }
  return preparePicture(picture);
}
