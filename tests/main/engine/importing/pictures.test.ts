import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodePicture } from '#main/engine/importing/pictures/decode.ts';
import { openFolder } from '#main/engine/importing/pictures/folder.ts';
import { inspectPictures, readPictures, type PictureChoices } from '#main/engine/importing/pictures/readPictures.ts';
import { openZip } from '#main/engine/importing/pictures/zip.ts';
import { openBytes } from '#main/engine/importing/source.ts';
import { Collected, never } from './collect.ts';
import { jpg, png } from './pictureFiles.ts';
import { zipBytes } from './zipBytes.ts';

const asIs: PictureChoices = { fit: 'stretch', invert: false };
const even = (grey: number) => png(2, 3, (x) => grey + x);

/** Out of order on purpose. */
const files: Record<string, Uint8Array> = {
  'pets/cat 10/b.PNG': even(50),
  'pets/cat 9/p10.png': even(30),
  'pets/cat 9/p9.png': even(10),
  'pets/cat 9/notes.txt': Buffer.from('not a picture'),
  'pets/cat 9/.DS_Store': Buffer.from('hidden'),
  'pets/.thumbnails/small.png': even(0),
  '__MACOSX/pets/cat 9/._p9.png': Buffer.from('hidden'),
};
const expected = {
  kind: 'pictures',
  count: 3,
  testCount: 0,
  shape: [3, 2],
  classes: ['cat 9', 'cat 10'],
  classCounts: [2, 1],
};
const expectedPixels = [10, 11, 10, 11, 10, 11, 30, 31, 30, 31, 30, 31, 50, 51, 50, 51, 50, 51];

function zipOf(contents: Record<string, Uint8Array>) {
  return openBytes('pets.zip', zipBytes(Object.entries(contents).map(([path, bytes]) => ({ path, bytes }))));
}

async function readZip(contents: Record<string, Uint8Array>, choices: Partial<PictureChoices> = {}) {
  const sink = new Collected();
  const read = await readPictures(await openZip(zipOf(contents), never), { ...asIs, ...choices }, sink);
  return { read, pixels: [...sink.bytes('inputs')], labels: [...sink.bytes('labels')], shares: sink.shares };
}

describe('pictures in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamina-pictures-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(contents: Record<string, Uint8Array>): Promise<void> {
    for (const [path, bytes] of Object.entries(contents)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  }

  it('are read by class and name in natural order, without what is hidden', async () => {
    await write(files);
    const listing = await openFolder(folder);
    expect(listing.skipped).toEqual(['pets/cat 9/notes.txt']);
    const sink = new Collected();
    expect(await readPictures(listing, asIs, sink)).toEqual(expected);
    expect([...sink.bytes('inputs')]).toEqual(expectedPixels);
    expect([...sink.bytes('labels')]).toEqual([0, 0, 1]);
    expect(sink.shares).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('are refused when the folder is empty', async () => {
    await expect(openFolder(folder)).rejects.toThrow('has no PNG or JPEG pictures in it.');
  });

  it('are refused when the folder is not there', async () => {
    await expect(openFolder(join(folder, 'nowhere'))).rejects.toThrow('cannot be read (ENOENT).');
  });

  it('are refused when one is gone before it is read', async () => {
    await write(files);
    const listing = await openFolder(folder);
    await rm(join(folder, 'pets/cat 10/b.PNG'));
    await expect(readPictures(listing, asIs, new Collected())).rejects.toThrow('b.PNG cannot be read (ENOENT).');
  });
});

describe('pictures in a .zip', () => {
  it('are read as those in a folder are', async () => {
    expect(await readZip(files)).toEqual({
      read: expected,
      pixels: expectedPixels,
      labels: [0, 0, 1],
      shares: [1 / 3, 2 / 3, 1],
    });
  });

  it('are shown before they are read', async () => {
    const inspection = await inspectPictures(await openZip(zipOf(files), never), { ...asIs, size: [1, 1] });
    expect(inspection).toEqual({
      count: 3,
      classes: [
        { name: 'cat 9', count: 2 },
        { name: 'cat 10', count: 1 },
      ],
      skipped: { count: 1, names: ['pets/cat 9/notes.txt'] },
      size: [3, 2],
      preview: [
        { path: 'pets/cat 9/p9.png', label: 0, shape: [1, 1], pixels: Uint8Array.of(11) },
        { path: 'pets/cat 10/b.PNG', label: 1, shape: [1, 1], pixels: Uint8Array.of(51) },
      ],
    });
  });

  it('are brought to one size, and inverted', async () => {
    const contents = { 'a/1.png': png(4, 2, () => 255), 'b/2.png': png(1, 1, () => 55) };
    const { read, pixels } = await readZip(contents, { size: [2, 2], fit: 'pad', invert: true });
    expect(read.shape).toEqual([2, 2]);
    // White turns black; what is put around is black.
    expect(pixels).toEqual([0, 0, 0, 0, 200, 200, 200, 200]);
  });

  it('stop being read when that is asked for', async () => {
    const stop = new AbortController();
    const sink = new Collected(stop.signal);
    sink.progress = () => stop.abort();
    const listing = await openZip(zipOf(files), never);
    await expect(readPictures(listing, asIs, sink)).rejects.toThrow('aborted');
    await expect(openZip(zipOf(files), stop.signal)).rejects.toThrow('aborted');
  });
});

describe('decoding', () => {
  it('reads a JPEG’s greys', () => {
    const { width, height, data } = decodePicture(
      'a.jpg',
      jpg(16, 8, (x) => 10 * x),
    );
    expect([width, height]).toEqual([16, 8]);
    for (let x = 0; x < 16; x++) expect(Math.abs(data[4 * x] - 10 * x)).toBeLessThan(6);
  });

  it('reads colours, palettes and depths as PNG has them', () => {
    const colour = encode({ width: 1, height: 1, channels: 3, depth: 16, data: Uint16Array.of(1, 2, 65535) });
    expect(decodePicture('a.png', colour)).toMatchObject({ channels: 3, depth: 16 });
  });
});
