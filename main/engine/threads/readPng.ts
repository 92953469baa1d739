import { decode } from 'fast-png';
import { LaminaError } from '#core/contract/errors.ts';
import { pictureSide } from '#core/data/centre.ts';
import { greyBytes, preparePicture, type Picture } from '#core/data/picture.ts';

/**
 * A PNG file's picture as a network for pictures of `shape` sees it: for 28×28 a digit prepared like MNIST's, for any
 * other shape a picture of that very size as it is. Throws `bad-file`.
 */
export function readPng(png: Uint8Array, [height, width]: [height: number, width: number]): Uint8Array {
  const picture = decodePng(png);
  if (height === pictureSide && width === pictureSide) return preparePicture(picture);
  if (picture.height === height && picture.width === width) return greyBytes(picture);
  throw new LaminaError(
    'bad-file',
    `This picture is ${picture.width} × ${picture.height} pixels; this run was trained on pictures of ${width} × ${height}.`,
    'Scale it to that size first.',
  );
}

function decodePng(png: Uint8Array): Picture {
  try {
    return decode(png);
  } catch {
    throw new LaminaError(
      'bad-file',
      'This is not a PNG picture that can be read: it is damaged, cut short or something else.',
      'Open it in a picture editor and save it as PNG again.',
    );
  }
}
