import { LaminaError } from '#core/contract/errors.ts';
import { pictureSide } from '#core/data/centre.ts';
import { greyBytes, preparePicture } from '#core/data/picture.ts';
import { decodePicture } from '../importing/pictures/decode.ts';

/**
 * The picture of a PNG or JPEG file as a network for pictures of `shape` sees it: for 28×28 a digit prepared like
 * MNIST's, for any other shape a picture of that very size as it is. Throws `bad-file`.
 */
export function readPicture(file: Uint8Array, [height, width]: [height: number, width: number]): Uint8Array {
  const picture = decodePicture('This file', file);
  if (height === pictureSide && width === pictureSide) return preparePicture(picture);
  if (picture.height === height && picture.width === width) return greyBytes(picture);
  throw new LaminaError(
    'bad-file',
    `This picture is ${picture.width} × ${picture.height} pixels; this run was trained on pictures of ${width} × ${height}.`,
    'Scale it to that size first.',
  );
}
