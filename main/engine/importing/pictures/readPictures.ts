import { fitPicture, type Fit, type GreyPicture } from '#core/data/fit.ts';
import { badFile, shown } from '#core/data/formats/words.ts';
import { greyOf } from '#core/data/grey.ts';
import { PartWriter, type ReadPictures, type Sink } from '../sink.ts';
import { decodePicture } from './decode.ts';
import type { ListedPicture, Listing } from './listing.ts';

/** A network takes at most so many inputs, so a picture can have no more pixels. */
const mostPixels = 1_000_000;
const mostPreviews = 20;
const mostSkippedNamed = 20;

export interface PictureChoices {
  /** Height and width that all pictures are brought to; if not given, all must have the same. */
  size?: [height: number, width: number] | undefined;
  fit: Fit;
  /** Turns black into white: networks learn best when what is drawn is light on black, as in MNIST. */
  invert: boolean;
}

export interface PictureInspection {
  count: number;
  classes: { name: string; count: number }[];
  /** Files that are no pictures by their names: how many, and the first of them. */
  skipped: { count: number; names: string[] };
  /** The first picture's own height and width. */
  size: [height: number, width: number];
  /** The first picture of each class, of some classes, as the choices make it: a byte a pixel. */
  preview: { path: string; label: number; shape: [height: number, width: number]; pixels: Uint8Array }[];
}

/** Tells what is there, and shows some of it. Throws `bad-file`. */
export async function inspectPictures(listing: Listing, choices: PictureChoices): Promise<PictureInspection> {
  const { classes, pictures, skipped } = listing;
  const counts = classCountsOf(listing);
  const firsts = classes.slice(0, mostPreviews).map((_, label) => pictures.find((picture) => picture.label === label)!);
  const preview = [];
  for (const picture of firsts) {
    const { width, height, grey } = await prepare(picture, choices);
    const shape: [number, number] = [height, width];
    preview.push({ path: picture.path, label: picture.label, shape, pixels: toBytes(grey) });
  }
  const { width, height } = await decoded(firsts[0]);
  return {
    count: pictures.length,
    classes: classes.map((name, label) => ({ name, count: counts[label] })),
    skipped: { count: skipped.length, names: skipped.slice(0, mostSkippedNamed) },
    size: [height, width],
    preview,
  };
}

/** Reads all pictures, in the listing's order. Throws `bad-file`. */
export async function readPictures(listing: Listing, choices: PictureChoices, sink: Sink): Promise<ReadPictures> {
  const { pictures, classes } = listing;
  const inputs = new PartWriter(sink, 'inputs');
  const labels = new PartWriter(sink, 'labels');
  let first: GreyPicture | undefined;
  for (const [index, picture] of pictures.entries()) {
    sink.signal.throwIfAborted();
    const prepared = await prepare(picture, choices);
    first ??= prepared;
    refuseOtherSize(pictures[0], first, picture, prepared);
    await inputs.write(toBytes(prepared.grey));
    await labels.write(Uint8Array.of(picture.label));
    sink.progress((index + 1) / pictures.length);
  }
  await inputs.end();
  await labels.end();
  return {
    kind: 'pictures',
    count: pictures.length,
    testCount: 0,
    shape: [first!.height, first!.width],
    classes,
    classCounts: classCountsOf(listing),
  };
}

async function decoded(picture: ListedPicture): Promise<GreyPicture> {
  const file = decodePicture(picture.path, await picture.read());
  return { width: file.width, height: file.height, grey: greyOf(file) };
}

async function prepare(picture: ListedPicture, { size, fit, invert }: PictureChoices): Promise<GreyPicture> {
  const grey = await decoded(picture);
  if (invert) grey.grey = grey.grey.map((value) => 1 - value);
  const shape = size ?? [grey.height, grey.width];
  if (shape[0] * shape[1] > mostPixels) {
    throw badFile(
      `${picture.path} would have ${shown(shape[0])}×${shown(shape[1])} pixels, more than the ${shown(mostPixels)} that a network takes.`,
      'Choose a smaller size for all pictures.',
    );
  }
  return fitPicture(grey, shape, fit);
}

function toBytes(grey: Float32Array): Uint8Array {
  return Uint8Array.from(grey, (value) => Math.round(255 * value));
}

function classCountsOf({ classes, pictures }: Listing): number[] {
  const counts = classes.map(() => 0);
  for (const { label } of pictures) counts[label]++;
  return counts;
}

function refuseOtherSize(
  firstFile: ListedPicture,
  first: GreyPicture,
  file: ListedPicture,
  picture: GreyPicture,
): void {
  if (picture.width === first.width && picture.height === first.height) return;
  throw badFile(
    `${firstFile.path} is ${first.width}×${first.height}, but ${file.path} is ${picture.width}×${picture.height}.`,
    'Choose a size that all pictures are brought to.',
  );
}
