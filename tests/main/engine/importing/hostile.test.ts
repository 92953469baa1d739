import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hostileFiles } from './hostileFiles.ts';
import { importAll, problemOf, type Import } from './importFiles.ts';
import { csv, images, jpgFile, labels, pngFile, zipFile } from './validFiles.ts';

const idx = (changed: { images?: Uint8Array; labels?: Uint8Array }): Import => ({
  kind: 'idx',
  images,
  labels,
  ...changed,
});
const folder = (bytes: Uint8Array, name: string): Import => ({
  kind: 'folder',
  files: { 'cats/1.png': pngFile, [`dogs/${name}`]: bytes },
});

it('reads the files that the hostile ones are made of', async () => {
  expect(await importAll(idx({}))).toBe(4);
  expect(await importAll(idx({ images: gzipSync(images) }))).toBe(4);
  expect(await importAll({ kind: 'table', text: csv })).toBe(3);
  expect(await importAll({ kind: 'zip', bytes: zipFile })).toBe(3);
  expect(await importAll(folder(jpgFile, '1.jpg'))).toBe(2);
});

for (const [format, files] of Object.entries(hostileFiles)) {
  describe(`a hostile ${format} is refused`, () => {
    it.each(files)('%s', async (_, make, error) => {
      expect(await problemOf(make())).toBe(error);
    });
  });
}

describe('cut short at every byte of its header', () => {
  const bytesOf = (count: number) => `${count} byte${count === 1 ? '' : 's'}`;

  it('IDX pictures', async () => {
    for (let length = 0; length < 16; length++) {
      const inside = length < 4 ? '' : ', inside its header of 16';
      const error = length === 0 ? 'images is empty.' : `images ends after ${bytesOf(length)}${inside}.`;
      expect(await problemOf(idx({ images: images.subarray(0, length) }))).toBe(error);
    }
  });

  it('IDX labels', async () => {
    for (let length = 0; length < 8; length++) {
      const inside = length < 4 ? '' : ', inside its header of 8';
      const error = length === 0 ? 'labels is empty.' : `labels ends after ${bytesOf(length)}${inside}.`;
      expect(await problemOf(idx({ labels: labels.subarray(0, length) }))).toBe(error);
    }
  });

  it('gzip', async () => {
    const whole = gzipSync(labels);
    for (let length = 2; length < whole.length; length++) {
      const error = `labels is a gzip file of ${length} bytes that cannot be unzipped (Z_BUF_ERROR): it is damaged or cut short.`;
      expect(await problemOf(idx({ labels: whole.subarray(0, length) }))).toBe(error);
    }
  });

  it('PNG, and everywhere else', async () => {
    for (let length = 0; length < pngFile.length; length++) {
      const error =
        length === 0
          ? 'dogs/1.png is empty.'
          : length < 8
            ? 'dogs/1.png is neither a PNG nor a JPEG picture.'
            : 'dogs/1.png is a PNG picture that cannot be read: it is damaged or cut short.';
      expect(await problemOf(folder(pngFile.subarray(0, length), '1.png'))).toBe(error);
    }
  });

  it('JPEG, and everywhere else', async () => {
    for (let length = 0; length < jpgFile.length; length++) {
      const error =
        length === 0
          ? 'dogs/1.jpg is empty.'
          : length < 3
            ? 'dogs/1.jpg is neither a PNG nor a JPEG picture.'
            : 'dogs/1.jpg is a JPEG picture that cannot be read: it is damaged or cut short.';
      expect(await problemOf(folder(jpgFile.subarray(0, length), '1.jpg'))).toBe(error);
    }
  });

  it('.zip, and everywhere else', async () => {
    for (let length = 0; length < zipFile.length; length++) {
      expect(await problemOf({ kind: 'zip', bytes: zipFile.subarray(0, length) })).toBe(
        'pictures.zip is not a .zip file that can be read: it is damaged, cut short or something else.',
      );
    }
  });
});
