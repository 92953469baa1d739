import { LaminaError } from '../../contract/errors.ts';
import { pixelScale, type LabelledTable } from '../examples.ts';

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

/** Reads a pair of files, pictures and their labels. Throws `bad-file`, naming the file and what is wrong with it. */
export function parseIdxPair(imagesFile: NamedBytes, labelsFile: NamedBytes): LabelledPictures {
  refuseSwapped(imagesFile, labelsFile);
  const { count, height, width, pixels } = parseIdxImages(imagesFile);
  const labels = parseIdxLabels(labelsFile);
  if (count !== labels.length) {
    throw new LaminaError(
      'bad-file',
      `${imagesFile.name} has ${counted(count, 'picture')}, but ${labelsFile.name} has ${counted(labels.length, 'label')}.`,
      'Choose the two files that belong together.',
    );
  }
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
  const pixels = valuesAfter(file, imagesHeader, count * height * width, declared);
  return { count, height, width, pixels };
}

/** Reads a file of labels, a byte each. Throws `bad-file`. */
export function parseIdxLabels(file: NamedBytes): Uint8Array {
  requireMagic(file, labelsMagic, 'labels');
  requireHeader(file, labelsHeader);
  const count = wordAt(file.bytes, 4);
  if (count === 0) throw badFile(`${file.name} has no labels in it.`, 'Choose a file with at least one label.');
  return valuesAfter(file, labelsHeader, count, counted(count, 'label'));
}

/** The file of `count` pictures. `pixels` is `[count × height·width]`. */
export function writeIdxImages({ count, height, width, pixels }: IdxImages): Uint8Array {
  return joined([imagesMagic, count, height, width], pixels);
}

/** The file of labels, a byte each. */
export function writeIdxLabels(labels: Uint8Array): Uint8Array {
  return joined([labelsMagic, labels.length], labels);
}

const damagedHint = 'The file may be damaged; fetch or make it again.';

function badFile(message: string, hint: string): LaminaError {
  return new LaminaError('bad-file', message, hint);
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

function valuesAfter({ name, bytes }: NamedBytes, header: number, length: number, declared: string): Uint8Array {
  const there = bytes.length - header;
  if (there < length) {
    throw badFile(
      `${name} ends early: it declares ${declared}, ${counted(length, 'byte')}, but has ${shown(there)}.`,
      damagedHint,
    );
  }
  if (there > length) {
    throw badFile(
      `${name} goes on too long: after the ${declared} that it declares come ${counted(there - length, 'more byte')}.`,
      damagedHint,
    );
  }
  return bytes.subarray(header);
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

function counted(count: number, noun: string): string {
  return `${shown(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function shown(count: number): string {
  return count.toLocaleString('en');
}

function hexadecimal(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`;
}
