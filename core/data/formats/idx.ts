import type { LaminaError } from '../../contract/errors.ts';
import { pixelScale, type LabelledTable } from '../examples.ts';
import { badFile, counted, damagedHint, shown } from './words.ts';

/**
 * IDX, the format of MNIST's files (http://yann.lecun.com/exdb/mnist): two zero bytes, the type of the values, the
 * number of dimensions, each dimension as a big-endian 32-bit number, then the values, the last dimension fastest.
 */
const imagesMagic = 0x00000803;
const labelsMagic = 0x00000801;
const imagesHeader = 16;
const labelsHeader = 8;

/** A network takes at most this many inputs, so a picture can have no more pixels. */
const mostPixels = 1_000_000;

const valueTypes: Record<number, string> = {
  0x08: 'bytes',
  0x09: 'signed bytes',
  0x0b: '16-bit whole numbers',
  0x0c: '32-bit whole numbers',
  0x0d: '32-bit floating-point numbers',
  0x0e: '64-bit floating-point numbers',
};

/** A file's bytes, already unzipped, and the name to call it by in messages. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

export interface IdxImages {
  count: number;
  height: number;
  width: number;
  /** `[count × height·width]`, as the file has them: no copy is made. */
  pixels: Uint8Array;
}

export interface LabelledPictures extends LabelledTable {
  shape: [height: number, width: number];
}

/** What the beginning of a file of pictures or labels says of the rest. */
export interface IdxHeader {
  count: number;
  /** Height and width of each picture; 1 and 1 for labels. */
  shape: [height: number, width: number];
  /** Bytes of the header itself. */
  headerLength: number;
  /** Bytes that come after the header. */
  valuesLength: number;
  /** What the header declares, as messages say it. */
  declared: string;
}

/** The longest header, of a file of pictures. */
export const longestIdxHeader = imagesHeader;

/** Reads a pair of files, pictures and their labels. Throws `bad-file`, naming the file and what is wrong with it. */
export function parseIdxPair(imagesFile: NamedBytes, labelsFile: NamedBytes): LabelledPictures {
  refuseSwapped(imagesFile, labelsFile);
  const { count, height, width, pixels } = parseIdxImages(imagesFile);
  const labels = parseIdxLabels(labelsFile);
  refuseDifferentCounts(imagesFile.name, count, labelsFile.name, labels.length);
  const classes = labels.reduce((highest, label) => Math.max(highest, label), 0) + 1;
  return {
    count,
    features: height * width,
    classes,
    inputs: pixels,
    scale: pixelScale,
    labels,
    shape: [height, width],
  };
}

/** Reads a file of pictures. Throws `bad-file`. */
export function parseIdxImages(file: NamedBytes): IdxImages {
  const header = readImagesHeader(file);
  const [height, width] = header.shape;
  return { count: header.count, height, width, pixels: valuesAfter(file, header) };
}

/** Reads a file of labels, a byte each. Throws `bad-file`. */
export function parseIdxLabels(file: NamedBytes): Uint8Array {
  return valuesAfter(file, readLabelsHeader(file));
}

/** Reads the headers of a pair from the files' first bytes, `longestIdxHeader` or more. Throws `bad-file`. */
export function readPairHeaders(images: NamedBytes, labels: NamedBytes): { images: IdxHeader; labels: IdxHeader } {
  refuseSwapped(images, labels);
  const headers = { images: readImagesHeader(images), labels: readLabelsHeader(labels) };
  refuseDifferentCounts(images.name, headers.images.count, labels.name, headers.labels.count);
  return headers;
}

function readImagesHeader(file: NamedBytes): IdxHeader {
  requireMagic(file, imagesMagic, 'pictures');
  requireHeader(file, imagesHeader);
  const [count, height, width] = [4, 8, 12].map((offset) => wordAt(file.bytes, offset));
  if (count === 0) throw badFile(`${file.name} has no pictures in it.`, 'Choose a file with at least one picture.');
  if (height === 0 || width === 0) {
    throw badFile(`${file.name} says its pictures are ${height}×${width}, which leaves them no pixels.`, damagedHint);
  }
  if (height * width > mostPixels) {
    throw badFile(
      `${file.name} says its pictures are ${shown(height)}×${shown(width)}, which is more than ${shown(mostPixels)} pixels.`,
      'Choose smaller pictures, or fetch the file again if they should be small.',
    );
  }
  const declared = `${counted(count, 'picture')} of ${height}×${width}`;
  const valuesLength = count * height * width;
  return { count, shape: [height, width], headerLength: imagesHeader, valuesLength, declared };
}

function readLabelsHeader(file: NamedBytes): IdxHeader {
  requireMagic(file, labelsMagic, 'labels');
  requireHeader(file, labelsHeader);
  const count = wordAt(file.bytes, 4);
  if (count === 0) throw badFile(`${file.name} has no labels in it.`, 'Choose a file with at least one label.');
  const declared = counted(count, 'label');
  return { count, shape: [1, 1], headerLength: labelsHeader, valuesLength: count, declared };
}

/** The error for a file that goes on after what its header declares, nobody knows how far. */
export function longerThanDeclared(name: string, { declared }: IdxHeader): LaminaError {
  return badFile(`${name} goes on too long: more comes after the ${declared} that it declares.`, damagedHint);
}

/** Throws `bad-file` where `there` bytes come after a header that declares other than that. */
export function refuseWrongLength(name: string, { valuesLength, declared }: IdxHeader, there: number): void {
  if (there < valuesLength) {
    throw badFile(
      `${name} ends early: it declares ${declared}, ${counted(valuesLength, 'byte')}, but has ${shown(there)}.`,
      damagedHint,
    );
  }
  if (there > valuesLength) {
    throw badFile(
      `${name} goes on too long: after the ${declared} that it declares come ${counted(there - valuesLength, 'more byte')}.`,
      damagedHint,
    );
  }
}

/** The file of `count` pictures. `pixels` is `[count × height·width]`, or its beginning, where the rest is written later. */
export function writeIdxImages({ count, height, width, pixels }: IdxImages): Uint8Array {
  return joined([imagesMagic, count, height, width], pixels);
}

/** The file of labels, a byte each. More than there are can be declared, where the rest is written later. */
export function writeIdxLabels(labels: Uint8Array, count = labels.length): Uint8Array {
  return joined([labelsMagic, count], labels);
}

function refuseSwapped(images: NamedBytes, labels: NamedBytes): void {
  if (magicOf(images) !== labelsMagic || magicOf(labels) !== imagesMagic) return;
  throw badFile(
    `The two files are the wrong way round: ${images.name} has the labels and ${labels.name} has the pictures.`,
    'Give the pictures first, then the labels.',
  );
}

function magicOf({ bytes }: NamedBytes): number | null {
  return bytes.length < 4 ? null : wordAt(bytes, 0);
}

function requireMagic(file: NamedBytes, wanted: number, content: string): void {
  const { name, bytes } = file;
  if (bytes.length === 0) throw badFile(`${name} is empty.`, damagedHint);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw badFile(`${name} is still compressed with gzip inside.`, 'Unzip it once, then choose what comes out.');
  }
  const magic = magicOf(file);
  if (magic === wanted) return;
  if (magic === null) throw badFile(`${name} ends after ${counted(bytes.length, 'byte')}.`, damagedHint);
  throw badFile(
    `${name} is not an IDX file of ${content}: ${found(magic)}.`,
    `Choose the file that has the ${content}.`,
  );
}

/** What a wrong magic number says about the file. */
function found(magic: number): string {
  if (magic === labelsMagic) return 'it has labels';
  if (magic === imagesMagic) return 'it has pictures';
  const type = valueTypes[(magic >>> 8) & 0xff];
  const dimensions = magic & 0xff;
  if (magic >>> 16 === 0 && type !== undefined && dimensions > 0) {
    return `it has ${type} in ${counted(dimensions, 'dimension')}`;
  }
  return `it begins with ${hexadecimal(magic)}`;
}

function requireHeader({ name, bytes }: NamedBytes, header: number): void {
  if (bytes.length >= header) return;
  throw badFile(`${name} ends after ${counted(bytes.length, 'byte')}, inside its header of ${header}.`, damagedHint);
}

function valuesAfter({ name, bytes }: NamedBytes, header: IdxHeader): Uint8Array {
  refuseWrongLength(name, header, bytes.length - header.headerLength);
  return bytes.subarray(header.headerLength);
}

function refuseDifferentCounts(imagesName: string, images: number, labelsName: string, labels: number): void {
  if (images === labels) return;
  throw badFile(
    `${imagesName} has ${counted(images, 'picture')}, but ${labelsName} has ${counted(labels, 'label')}.`,
    'Choose the two files that belong together.',
  );
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + offset, 4).getUint32(0);
}

function joined(header: readonly number[], values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header.length * 4 + values.length);
  const view = new DataView(bytes.buffer);
  header.forEach((word, index) => view.setUint32(index * 4, word));
  bytes.set(values, header.length * 4);
  return bytes;
}

function hexadecimal(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`;
}
