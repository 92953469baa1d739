import { encode } from 'fast-png';
import jpeg from 'jpeg-js';

type GreyAt = (x: number, y: number) => number;

/** A PNG file in greys, 0 to 255. */
export function png(width: number, height: number, greyAt: GreyAt): Uint8Array {
  return encode({ width, height, channels: 1, depth: 8, data: greys(width, height, greyAt) });
}

/** A JPEG file in greys, 0 to 255. */
export function jpg(width: number, height: number, greyAt: GreyAt): Uint8Array {
  const data = greys(width, height, greyAt);
  const colours = new Uint8Array(4 * data.length);
  data.forEach((grey, i) => colours.set([grey, grey, grey, 255], 4 * i));
  return new Uint8Array(jpeg.encode({ width, height, data: colours }, 90).data);
}

function greys(width: number, height: number, greyAt: GreyAt): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => greyAt(i % width, Math.floor(i / width)));
}
