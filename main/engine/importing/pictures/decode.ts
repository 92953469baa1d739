import { crc32, inflateSync } from 'node:zlib';
import { decode as decodePngFile } from 'fast-png';
import jpeg from 'jpeg-js';
import type { Picture } from '#core/data/grey.ts';
import {
  jpegHeader,
  looksLikeJpeg,
  looksLikePng,
  pngHeader,
  type PictureHeader,
  type PngHeader,
} from '#core/data/formats/pictureHeader.ts';
import { badFile, shown } from '#core/data/formats/words.ts';

/** A picture may have at most so many pixels before it is scaled down. */
const mostPixels = 2 ** 24;
/** A JPEG file has at least two bits for each block of 8×8 pixels, so at most so many pixels a byte. */
const mostJpegPixelsPerByte = 512;
const jpegMegabytes = 512;
/** What of a PNG file makes the picture. All else is left out: it could be a bomb of its own. */
const neededChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const signatureLength = 8;

/** Decodes a PNG or JPEG file, whatever its name. Throws `bad-file`, calling it `name`. */
export function decodePicture(name: string, bytes: Uint8Array): Picture {
  if (bytes.length === 0) throw badFile(`${name} is empty.`, editorHint);
  if (looksLikePng(bytes)) return decodePng(name, bytes);
  if (looksLikeJpeg(bytes)) return decodeJpeg(name, bytes);
  throw badFile(`${name} is neither a PNG nor a JPEG picture.`, editorHint);
}

const editorHint = 'Open it in a picture editor and save it again, or leave it out.';

function damaged(name: string, format: string): Error {
  return badFile(`${name} is a ${format} picture that cannot be read: it is damaged or cut short.`, editorHint);
}

function refuseLarge(name: string, { width, height }: PictureHeader): void {
  if (width * height <= mostPixels) return;
  throw badFile(
    `${name} is ${shown(width)}×${shown(height)}, which is more than ${shown(mostPixels)} pixels.`,
    'Scale it down first.',
  );
}

function decodePng(name: string, bytes: Uint8Array): Picture {
  const header = pngHeader(bytes);
  if (header === undefined) throw damaged(name, 'PNG');
  refuseLarge(name, header);
  const chunks = pngChunks(bytes);
  if (chunks === undefined || !hasAllRows(header, chunks)) throw damaged(name, 'PNG');
  try {
    return decodePngFile(Buffer.concat([bytes.subarray(0, signatureLength), ...chunks.map(({ whole }) => whole)]));
  } catch {
    throw damaged(name, 'PNG');
  }
}

interface Chunk {
  type: string;
  data: Uint8Array;
  /** With its length, type and checksum. */
  whole: Uint8Array;
}

/** The chunks that make the picture; undefined if the file is damaged. */
function pngChunks(bytes: Uint8Array): Chunk[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks: Chunk[] = [];
  for (let at = signatureLength; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (neededChunks.has(type))
      chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return undefined;
}

/** Whether the data inflates to the rows that the header declares, to no byte more or less. */
function hasAllRows({ inflatedLength }: PngHeader, chunks: readonly Chunk[]): boolean {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  try {
    return inflateSync(packed, { maxOutputLength: inflatedLength }).length === inflatedLength;
  } catch {
    return false;
  }
}

function decodeJpeg(name: string, bytes: Uint8Array): Picture {
  const header = jpegHeader(bytes);
  if (header === undefined) throw damaged(name, 'JPEG');
  refuseLarge(name, header);
  if (header.width * header.height > mostJpegPixelsPerByte * bytes.length) throw damaged(name, 'JPEG');
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      tolerantDecoding: false,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: jpegMegabytes,
    });
    if (width !== header.width || height !== header.height) throw damaged(name, 'JPEG');
    return { width, height, channels: 4, depth: 8, data };
  } catch {
    throw damaged(name, 'JPEG');
  }
}
