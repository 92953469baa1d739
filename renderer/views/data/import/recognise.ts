import { LaminaError } from '#core/contract/errors.ts';
import type { ChosenFile } from './chosenFiles.ts';

/** What chosen files are, by their names, and under which paths they are handed over. */
export type Recognised =
  | { kind: 'table'; files: ChosenFile[]; file: string; name: string }
  | { kind: 'images'; files: ChosenFile[]; file: string; name: string }
  | { kind: 'idx'; files: ChosenFile[]; images: string; labels: string; test: Pair | null; name: string };

interface Pair {
  images: string;
  labels: string;
}

const pictureName = /\.(png|jpe?g)$/i;
const zipName = /\.zip$/i;
const idxPictures = /images|idx3/i;
const idxLabels = /labels|idx1/i;
const testName = /t10k|test/i;
/** What no file system, or not every one, takes in a name. */
const forbidden = /[\\:*?"<>|\p{Cc}]/gu;
const picturesFolder = 'pictures';

/** Throws a `LaminaError` where nothing can be made of the files together. */
export function recognise(chosen: readonly ChosenFile[]): Recognised {
  const files = chosen.map(({ path, file }) => ({ path: path.replaceAll(forbidden, '_'), file }));
  if (files.length === 0) throw badChoice('No files were chosen, or the folder is empty.');
  const pictures = files.filter(({ path }) => pictureName.test(path));
  if (pictures.length > 0 || files.some(({ path }) => path.includes('/'))) return picturesIn(files, pictures);
  if (files.some(({ path }) => idxPictures.test(path) || idxLabels.test(path))) return idxFiles(files);
  if (files.length > 1) throw badChoice(`These ${files.length} files cannot be imported together.`);
  const [{ path }] = files;
  return { kind: zipName.test(path) ? 'images' : 'table', files, file: path, name: withoutEnding(path) };
}

/** A folder, or several, which are then the classes. */
function picturesIn(all: readonly ChosenFile[], pictures: ChosenFile[]): Recognised {
  const roots = new Set(all.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')));
  const [root] = roots;
  if (pictures.length === 0) throw badChoice(`${root} has no PNG or JPEG pictures in it.`);
  if (roots.size === 1 && root !== '') return { kind: 'images', files: pictures, file: root, name: root };
  const files = pictures.map(({ path, file }) => ({ path: `${picturesFolder}/${path}`, file }));
  return { kind: 'images', files, file: picturesFolder, name: 'Pictures' };
}

function idxFiles(files: ChosenFile[]): Recognised {
  const images = files.filter(({ path }) => idxPictures.test(path));
  const labels = files.filter(({ path }) => !idxPictures.test(path));
  const pair = (isTest: boolean): Pair | null => {
    const [image, ...moreImages] = images.filter(({ path }) => testName.test(path) === isTest);
    const [label, ...moreLabels] = labels.filter(({ path }) => testName.test(path) === isTest);
    if (moreImages.length > 0 || moreLabels.length > 0) throw unpaired();
    if (image === undefined && label === undefined) return null;
    if (image === undefined || label === undefined) throw unpaired();
    return { images: image.path, labels: label.path };
  };
  const test = pair(true);
  const train = pair(false);
  const first = train ?? test;
  if (first === null) throw unpaired();
  return { kind: 'idx', files, ...first, test: train && test, name: withoutEnding(first.images) };
}

function unpaired(): LaminaError {
  return badChoice('A file of pictures and the file of their labels belong together.');
}

function badChoice(message: string): LaminaError {
  return new LaminaError(
    'bad-file',
    message,
    'Choose one table (CSV or TSV), a pair of IDX files, or a folder or .zip of pictures with a folder for each class.',
  );
}

function withoutEnding(path: string): string {
  return path.replace(/\.gz$/i, '').replace(/\.[a-z]+$/i, '') || path;
}
