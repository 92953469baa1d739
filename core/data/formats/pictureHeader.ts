/** What kind of picture a file is and how large, from its header alone: so that none is decoded that is too large. */

export interface PictureHeader {
  format: 'png' | 'jpeg';
  width: number;
  height: number;
}

export interface PngHeader extends PictureHeader {
  format: 'png';
  /** Bytes of the picture's rows once they are inflated, each row with its filter. */
  inflatedLength: number;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Numbers a pixel, by PNG's colour type. */
const pngChannels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Bits a number that each colour type may have. */
const pngDepths: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Adam7: where each of the seven passes begins, and in what steps it goes on. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

export function looksLikePng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, index) => bytes[index] === byte);
}

export function looksLikeJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** A PNG file's header (https://www.w3.org/TR/png-3/#11IHDR); undefined if it is damaged. */
export function pngHeader(bytes: Uint8Array): PngHeader | undefined {
  if (bytes.length < 33 || String.fromCharCode(...bytes.subarray(12, 16)) !== 'IHDR') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colour, compression, filter, interlace] = bytes.subarray(24, 29);
  if (view.getUint32(8) !== 13 || width === 0 || height === 0 || width >= 2 ** 31 || height >= 2 ** 31)
    return undefined;
  if (
    !(colour in pngDepths) ||
    !pngDepths[colour].includes(depth) ||
    compression !== 0 ||
    filter !== 0 ||
    interlace > 1
  )
    return undefined;
  const bits = pngChannels[colour] * depth;
  const inflatedLength = interlace === 1 ? interlacedLength(width, height, bits) : rowsLength(width, height, bits);
  return { format: 'png', width, height, inflatedLength };
}

function interlacedLength(width: number, height: number, bits: number): number {
  const lengths = passes.map(([left, top, stepX, stepY]) =>
    rowsLength(Math.ceil((width - left) / stepX), Math.ceil((height - top) / stepY), bits),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

function rowsLength(width: number, height: number, bits: number): number {
  return width <= 0 || height <= 0 ? 0 : height * (1 + Math.ceil((width * bits) / 8));
}

/** A JPEG file's header (ITU T.81, B.2.2); undefined if it is damaged or of a kind that is hardly ever met. */
export function jpegHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1];
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return width === 0 || height === 0 || marker > 0xc2 ? undefined : { format: 'jpeg', width, height };
    } else {
      const length = view.getUint16(at + 2);
      if (length < 2) return undefined;
      at += 2 + length;
    }
  }
  return undefined;
}

/** SOF0 to SOF15, without the tables and extensions that stand among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
