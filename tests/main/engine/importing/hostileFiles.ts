import { crc32, deflateSync, gzipSync } from 'node:zlib';
import type { Import } from './importFiles.ts';
import { png } from './pictureFiles.ts';
import { csv, images, jpgFile, labels, pngFile, zipFile } from './validFiles.ts';
import { zipBytes, type ZipEntry } from './zipBytes.ts';

/** One file, or several, that must be refused with exactly this error. */
export type Hostile = [name: string, make: () => Import, error: string];

const words = (...values: number[]) =>
  new Uint8Array(values.flatMap((word) => [word >>> 24, word >>> 16, word >>> 8, word]));
const idx = (changed: { images?: Uint8Array; labels?: Uint8Array }): Import => ({
  kind: 'idx',
  images,
  labels,
  ...changed,
});
const table = (text: string | Uint8Array, choices?: Extract<Import, { kind: 'table' }>['choices']): Import =>
  choices ? { kind: 'table', text, choices } : { kind: 'table', text };
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const zeros = (length: number) => new Uint8Array(length);

const idxFiles: Hostile[] = [
  [
    'wrong magic',
    () => idx({ images: latin1('<html>404</html>') }),
    'images is not an IDX file of pictures: it begins with 0x3c68746d.',
  ],
  [
    'counts that disagree',
    () => idx({ labels: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 1) }),
    'images has 4 pictures, but labels has 3 labels.',
  ],
  [
    '4 GB declared in a 100-byte file',
    () =>
      idx({
        images: new Uint8Array([...words(0x803, 5_478_275, 28, 28), ...zeros(84)]),
        labels: new Uint8Array([...words(0x801, 5_478_275), ...zeros(92)]),
      }),
    'images ends early: it declares 5,478,275 pictures of 28×28, 4,294,967,600 bytes, but has 84.',
  ],
  [
    '4 GB declared in a gzip file of 100 bytes',
    () =>
      idx({
        images: gzipSync(words(0x803, 5_478_275, 28, 28)),
        labels: gzipSync(words(0x801, 5_478_275)),
      }),
    'images declares 5,478,275 pictures of 28×28, 4,294,967,600 bytes, more than a gzip file of its size can hold.',
  ],
  [
    'a gzip bomb that declares little',
    () =>
      idx({
        images: gzipSync(Buffer.concat([images, zeros(50_000_000)])),
      }),
    'images goes on too long: more comes after the 4 pictures of 3×2 that it declares.',
  ],
  [
    'gzip cut short',
    () => idx({ labels: gzipSync(labels).subarray(0, 15) }),
    'labels is a gzip file of 15 bytes that cannot be unzipped (Z_BUF_ERROR): it is damaged or cut short.',
  ],
  [
    'gzip with nothing behind its mark',
    () => idx({ labels: Uint8Array.of(0x1f, 0x8b) }),
    'labels is a gzip file of 2 bytes that cannot be unzipped (Z_BUF_ERROR): it is damaged or cut short.',
  ],
  [
    'gzip within gzip',
    () => idx({ labels: gzipSync(gzipSync(labels)) }),
    'labels is still compressed with gzip inside.',
  ],
  [
    'gzip with an early end inside',
    () =>
      idx({
        images: gzipSync(images.subarray(0, 30)),
      }),
    'images ends early: it declares 4 pictures of 3×2, 24 bytes, but has 14.',
  ],
  [
    'a late end',
    () => idx({ labels: new Uint8Array([...labels, 7]) }),
    'labels goes on too long: after the 4 labels that it declares come 1 more byte.',
  ],
  [
    'the two the wrong way round',
    () => idx({ images: labels, labels: images }),
    'The two files are the wrong way round: images has the labels and labels has the pictures.',
  ],
  [
    'more pictures than memory holds',
    () =>
      idx({
        images: gzipSync(Buffer.concat([words(0x803, 3_000_000, 28, 28), zeros(2_400_000)]), { level: 0 }),
        labels: Buffer.concat([words(0x801, 3_000_000), zeros(3_000_000)]),
      }),
    'images has too many pictures: 2,355,000,000 bytes, where 2,147,483,648 is the most.',
  ],
  [
    'a test part of another shape',
    () => ({
      kind: 'idx',
      images,
      labels,
      test: {
        images: new Uint8Array([...words(0x803, 1, 2, 2), 1, 2, 3, 4]),
        labels: new Uint8Array([...words(0x801, 1), 1]),
      },
    }),
    'images has pictures of 3×2, but t10k-images of 2×2.',
  ],
];

const tables: Hostile[] = [
  ['nothing', () => table(''), 'table.csv is empty.'],
  ['empty lines alone', () => table('\n\r\n\n'), 'table.csv has no rows of values in it.'],
  [
    'a header alone',
    () => table('a,b\n', { label: 'column 2' }),
    'The label column "column 2" of table.csv has only one class, "b", so there is nothing to tell apart.',
  ],
  [
    'ragged rows, too few cells',
    () => table('a,b,y\n1,2,3\n1,2\n'),
    'Row 3 of table.csv has 2 cells, but the first row has 3.',
  ],
  [
    'ragged rows, too many cells',
    () => table('a,b,y\n1,2,3,4\n1,2,3\n'),
    'Row 2 of table.csv has 4 cells, but the first row has 3.',
  ],
  [
    'a ragged row after empty lines and a cell of two lines',
    () => table('a,b\n\n"x\ny",1\n3\n'),
    'Row 4 of table.csv has 1 cell, but the first row has 2.',
  ],
  [
    'one class',
    () => table('a,y\n1,x\n2,x\n', { label: 'y' }),
    'The label column "y" of table.csv has only one class, "x", so there is nothing to tell apart.',
  ],
  [
    'no class',
    () => table('a,y\n1,\n2,\n', { label: 'y' }),
    'The label column "y" of table.csv has no values, so there is nothing to tell apart.',
  ],
  [
    'too many classes',
    () => table(`a,y\n${Array.from({ length: 257 }, (_, i) => `1,${i}`).join('\n')}\n`, { label: 'y' }),
    'The label column "y" of table.csv has more than 256 different values.',
  ],
  ['a label that is not there', () => table(csv, { label: 'kind' }), 'table.csv has no column "kind".'],
  [
    'neither label nor target',
    () => table(csv, {}),
    'table.csv needs one column of labels, or else columns of numbers to predict.',
  ],
  [
    'label and target',
    () => table(csv, { label: 'species', targets: ['length'] }),
    'table.csv needs one column of labels, or else columns of numbers to predict.',
  ],
  [
    'a column used twice',
    () => table(csv, { label: 'species', features: ['length', 'species'] }),
    'Column "species" of table.csv is chosen twice.',
  ],
  [
    'a target used twice',
    () => table(csv, { targets: ['length', 'length'] }),
    'Column "length" of table.csv is chosen twice.',
  ],
  ['no features', () => table(csv, { label: 'species', features: [] }), 'table.csv has no column left to learn from.'],
  [
    'a target that is words',
    () => table(csv, { targets: ['colour'] }),
    'The target column "colour" of table.csv is not all numbers: it has "red" in row 2.',
  ],
  [
    'a target that is empty',
    () => table('a,y\n1,\n2,\n', { targets: ['y'] }),
    'The target column "y" of table.csv is not all numbers: it has no values.',
  ],
  [
    'NaN',
    () => table('a,y\n1,x\nNaN,z\n'),
    'table.csv has "NaN" in row 3, column "a": that is no finite number, or one too large to be kept.',
  ],
  [
    'infinity',
    () => table('a,y\n1,x\n-Infinity,z\n'),
    'table.csv has "-Infinity" in row 3, column "a": that is no finite number, or one too large to be kept.',
  ],
  [
    'inf in a target',
    () => table('a,y\n1,2\n3,+inf\n', { targets: ['y'] }),
    'table.csv has "+inf" in row 3, column "y": that is no finite number, or one too large to be kept.',
  ],
  [
    'NaN as a label',
    () => table('a,y\n1,2\n3,nan\n', { label: 'y' }),
    'table.csv has "nan" in row 3, column "y": that is no finite number, or one too large to be kept.',
  ],
  [
    'too large for any number',
    () => table('a,y\n1e999,x\n1,z\n'),
    'table.csv has "1e999" in row 2, column "a": that is no finite number, or one too large to be kept.',
  ],
  [
    'too large for float32',
    () => table('a,y\n3.5e38,x\n1,z\n'),
    'table.csv has "3.5e38" in row 2, column "a": that is no finite number, or one too large to be kept.',
  ],
  [
    'values that are missing',
    () => table('a,b,y\n1,2,x\n1,?,z\nNA,,z\n'),
    'table.csv has no value in row 3, column "b"; 3 values are missing in all.',
  ],
  [
    'rows left out until one class is left',
    () => table('a,y\n1,x\n,z\n', { label: 'y', missing: 'drop-row' }),
    'All rows of table.csv that are not left out are of one class, so there is nothing to tell apart.',
  ],
  [
    'rows left out until none is left',
    () => table('a,b,y\n,1,x\n1,,z\n', { label: 'y', missing: 'drop-row' }),
    'No row of table.csv has a value in every chosen column, so none is left.',
  ],
  [
    'a column of free text',
    () =>
      table(`a,y\n${Array.from({ length: 300 }, (_, i) => `w${i},${i % 2}`).join('\n')}\n`, {
        label: 'y',
        features: ['a'],
      }),
    'Column "a" of table.csv is neither numbers nor categories: it has "w0" in row 2 and more than 256 different values.',
  ],
  [
    'invalid UTF-8',
    () => table(latin1('a,y\n1,x\n2,caf\xe9\n')),
    'table.csv is not UTF-8 text: line 3 has bytes that are no characters.',
  ],
  [
    'UTF-8 that ends in the middle of a character',
    () => table(new TextEncoder().encode('a,y\n1,x\n2,é').slice(0, -1)),
    'table.csv is not UTF-8 text: line 3 has bytes that are no characters.',
  ],
  [
    'invalid UTF-8 far into a long file',
    () => table(Buffer.concat([Buffer.from(`a,y\n${'1,x\n2,z\n'.repeat(100_000)}`), latin1('3,\xff\n')])),
    'table.csv is not UTF-8 text: line 200,002 has bytes that are no characters.',
  ],
  [
    'UTF-16',
    () => table(Buffer.from('\ufeffa,y\n1,x\n', 'utf16le')),
    'table.csv is not UTF-8 text: line 1 has bytes that are no characters.',
  ],
  ['zero bytes', () => table('a,y\n1,\0\n'), 'table.csv is not a table of text: it has zero bytes in it.'],
  [
    'a quote that is never closed',
    () => table('a,y\n1,x\n"2,x\n3,z\n'),
    'table.csv has a cell in row 3 in which a quote is opened and never closed.',
  ],
  [
    'a quote that is never closed in a long file',
    () => table(`a,y\n1,x\n"2,x\n${'3,z\n'.repeat(2_000_000)}`),
    'table.csv has a row, about row 3, that is longer than 4,194,304 characters.',
  ],
  [
    'text after a closing quote',
    () => table('a,y\n1,x\n"2"3,z\n'),
    'table.csv has a cell in row 3 in which text follows a closing quote.',
  ],
  [
    'one line without an end',
    () => table('1'.repeat(5_000_000)),
    'table.csv has a row, about row 1, that is longer than 4,194,304 characters.',
  ],
  [
    'far too many columns',
    () => table(`${','.repeat(10_000)}\n`),
    'table.csv has 10,001 columns, more than the 10,000 that a table may have.',
  ],
  [
    'far too many features',
    () => table(manyCategories(), { label: 'column 1' }),
    'The columns of table.csv make 1,023,745 features, more than the 1,000,000 that a network takes.',
  ],
];

/** 4,000 columns of 256 categories each, and a label. */
function manyCategories(): string {
  return Array.from({ length: 256 }, (_, row) => `${row % 2},${`c${row},`.repeat(3999)}${row}`).join('\n');
}

const zip = (...entries: ZipEntry[]): Import => ({ kind: 'zip', bytes: zipBytes(entries) });
const folder = (files: Record<string, Uint8Array>): Import => ({ kind: 'folder', files });
const cat: ZipEntry = { path: 'cats/1.png', bytes: pngFile };
const dog: ZipEntry = { path: 'dogs/1.png', bytes: pngFile };
const catAnd = (bytes: Uint8Array, path = 'dogs/1.png') => folder({ 'cats/1.png': pngFile, [path]: bytes });
const notZip = 'pictures.zip is not a .zip file that can be read: it is damaged, cut short or something else.';
const damagedPng = 'dogs/1.png is a PNG picture that cannot be read: it is damaged or cut short.';
const damagedJpg = 'dogs/1.jpg is a JPEG picture that cannot be read: it is damaged or cut short.';

const layouts: Hostile[] = [
  ['an empty folder', () => folder({}), 'pictures has no PNG or JPEG pictures in it.'],
  [
    'a folder of other files',
    () => folder({ 'cats/1.gif': pngFile, '.DS_Store': pngFile }),
    'pictures has no PNG or JPEG pictures in it.',
  ],
  [
    'one class',
    () => folder({ 'cats/1.png': pngFile, 'cats/2.png': pngFile }),
    'pictures has pictures in one folder only, "cats", so there is nothing to tell apart.',
  ],
  [
    'pictures without folders',
    () => folder({ '1.png': pngFile, '2.png': pngFile }),
    '1.png lies in no folder of a class.',
  ],
  [
    'a picture beside the folders',
    () => folder({ 'cats/1.png': pngFile, 'dogs/1.png': pngFile, 'x.png': pngFile }),
    'x.png lies in no folder of a class.',
  ],
  [
    'a picture beside folders further in',
    () => folder({ 'a/cats/1.png': pngFile, 'a/x.png': pngFile }),
    'a/x.png lies in no folder of a class.',
  ],
  [
    'folders at different places',
    () => folder({ 'a/cats/1.png': pngFile, 'b/cats/1.png': pngFile }),
    'pictures has pictures in "a/cats" and in "b/cats", which are not folders side by side.',
  ],
  [
    'too many classes',
    () => folder(Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`${i}/1.png`, pngFile]))),
    'pictures has 257 folders with pictures, more than the 256 classes that are possible.',
  ],
];

const zips: Hostile[] = [
  ['something else', () => ({ kind: 'zip', bytes: latin1('Rar!') }), notZip],
  ['nothing', () => ({ kind: 'zip', bytes: zeros(0) }), notZip],
  ['nothing in it', () => zip(), 'pictures.zip has no PNG or JPEG pictures in it.'],
  ['cut short', () => ({ kind: 'zip', bytes: zipFile.subarray(0, zipFile.length - 1) }), notZip],
  ['without its beginning', () => ({ kind: 'zip', bytes: zipFile.subarray(10) }), notZip],
  [
    'a path that climbs out',
    () => zip(cat, { ...dog, path: 'dogs/../../1.png' }),
    'pictures.zip has a file whose path leads out of it: "dogs/../../1.png".',
  ],
  [
    'a path that climbs out by backslashes',
    () => zip(cat, { ...dog, path: '..\\1.png' }),
    'pictures.zip has a file whose path leads out of it: "../1.png".',
  ],
  [
    'a path from the root',
    () => zip(cat, { ...dog, path: '/etc/1.png' }),
    'pictures.zip has a file whose path leads out of it: "/etc/1.png".',
  ],
  [
    'a path with a drive',
    () => zip(cat, { ...dog, path: 'C:/1.png' }),
    'pictures.zip has a file whose path leads out of it: "C:/1.png".',
  ],
  ['the same path twice', () => zip(cat, dog, cat), 'pictures.zip has "cats/1.png" twice.'],
  [
    'a file that unzips to more than it declares',
    () => zip(cat, { ...dog, bytes: zeros(30_000_000), declaredSize: 100 }),
    'pictures.zip is damaged: "dogs/1.png" in it cannot be unzipped.',
  ],
  [
    'a file that unzips to less than it declares',
    () => zip(cat, { ...dog, declaredSize: 1000 }),
    'pictures.zip is damaged: "dogs/1.png" in it cannot be unzipped.',
  ],
  [
    'a checksum that is wrong',
    () => zip(cat, { ...dog, declaredCrc: 1 }),
    'pictures.zip is damaged: "dogs/1.png" in it cannot be unzipped.',
  ],
  [
    'a file that declares too much for a picture',
    () => zip(cat, { ...dog, declaredSize: 0x7fffffff }),
    'dogs/1.png has 2,147,483,647 bytes, more than the 67,108,864 that a picture may have.',
  ],
  [
    'files that lie over one another',
    () => zip(cat, { ...dog, packedSize: 5000 }),
    'pictures.zip declares files of more bytes than it has itself.',
  ],
  [
    'files that declare far too much together',
    () =>
      zip(
        cat,
        ...Array.from({ length: 9 }, (_, i) => ({ path: `dogs/${i}.png`, bytes: pngFile, declaredSize: 0xfffffffe })),
      ),
    'pictures.zip unzips to more than 34,359,738,368 bytes.',
  ],
  ['a password', () => zip(cat, { ...dog, flags: 0x801 }), 'pictures.zip is locked with a password: "dogs/1.png".'],
  [
    'a compression nobody knows',
    () => zip(cat, { ...dog, method: 12 }),
    'pictures.zip is compressed in a way that is not known here (method 12).',
  ],
];

const pictures: Hostile[] = [
  ['different sizes', () => catAnd(png(4, 8, () => 0)), 'cats/1.png is 8×8, but dogs/1.png is 4×8.'],
  ['an empty file', () => catAnd(zeros(0)), 'dogs/1.png is empty.'],
  [
    'text that is called a picture',
    () => catAnd(latin1('hello, this is text')),
    'dogs/1.png is neither a PNG nor a JPEG picture.',
  ],
  ['a PNG without an end', () => catAnd(pngFile.subarray(0, pngFile.length - 12)), damagedPng],
  ['a PNG with a byte changed', () => catAnd(pngFile.map((byte, i) => (i === 50 ? byte ^ 1 : byte))), damagedPng],
  [
    'a PNG of 4 thousand million pixels',
    () => catAnd(pngOf(65_535, 65_536, zeros(10))),
    'dogs/1.png is 65,535×65,536, which is more than 16,777,216 pixels.',
  ],
  ['a PNG bomb', () => catAnd(pngOf(8, 8, zeros(50_000_000))), damagedPng],
  ['a PNG with too few rows', () => catAnd(pngOf(8, 8, zeros(70))), damagedPng],
  ['a PNG with a filter nobody knows', () => catAnd(pngOf(8, 8, zeros(72).fill(9))), damagedPng],
  ['a JPEG cut short', () => catAnd(jpgFile.subarray(0, jpgFile.length - 20), 'dogs/1.jpg'), damagedJpg],
  ['a JPEG with far more pixels than its bytes can make', () => catAnd(jpgSized(4000, 4000), 'dogs/1.jpg'), damagedJpg],
  [
    'a JPEG of 4 thousand million pixels',
    () => catAnd(jpgSized(65_535, 65_535), 'dogs/1.jpg'),
    'dogs/1.jpg is 65,535×65,535, which is more than 16,777,216 pixels.',
  ],
  [
    'a picture too large for a network',
    () => catAnd(png(1001, 1000, () => 0)),
    'dogs/1.png would have 1,000×1,001 pixels, more than the 1,000,000 that a network takes.',
  ],
];

/** A PNG in greys with these rows, whatever its header says. */
function pngOf(width: number, height: number, rows: Uint8Array): Uint8Array {
  const header = Buffer.concat([words(width, height), Uint8Array.of(8, 0, 0, 0, 0)]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', zeros(0))];
  return new Uint8Array(Buffer.concat([pngFile.subarray(0, 8), ...chunks]));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([latin1(type), data]);
  return Buffer.concat([words(data.length), body, words(crc32(body))]);
}

/** A JPEG that says it has another size. */
function jpgSized(width: number, height: number): Uint8Array {
  const changed = Buffer.from(jpgFile);
  const frame = changed.indexOf(Uint8Array.of(0xff, 0xc0));
  changed.writeUInt16BE(height, frame + 5);
  changed.writeUInt16BE(width, frame + 7);
  return changed;
}

/** Every file that must be refused, by format, with its exact error. */
export const hostileFiles: Record<string, Hostile[]> = {
  IDX: idxFiles,
  table: tables,
  'folder of pictures': layouts,
  '.zip': zips,
  picture: pictures,
};
