import { naturalOrder } from '#core/data/formats/naturalOrder.ts';
import { badFile, counted, quoted, shown } from '#core/data/formats/words.ts';

/** A label is a byte. */
const mostClasses = 256;
const mostPictures = 1_000_000;
/** A picture's file may have at most so many bytes. */
const largestPicture = 2 ** 26;
const pictureName = /\.(png|jpe?g)$/i;
const systemNames = new Set(['__macosx', 'thumbs.db', 'desktop.ini']);

/** A file in a folder or a .zip. */
export interface FoundFile {
  /** Its path there, with `/` between the folders. */
  path: string;
  /** Reads all of it. */
  read(): Promise<Uint8Array>;
}

/** Throws `bad-file` for a file that is too large to be read as a picture. */
export function refuseLargeFile(path: string, size: number): void {
  if (size <= largestPicture) return;
  throw badFile(
    `${path} has ${shown(size)} bytes, more than the ${shown(largestPicture)} that a picture may have.`,
    'Scale it down, or leave it out.',
  );
}

export interface ListedPicture extends FoundFile {
  /** The place of its class among the classes. */
  label: number;
}

/** Pictures in a folder for each class. */
export interface Listing {
  /** The names of the folders, in natural order. */
  classes: string[];
  /** By class, then by name, in natural order: the same on every file system. */
  pictures: ListedPicture[];
  /** Files that are no pictures by their names, other than hidden ones. */
  skipped: string[];
}

/** Whether a file or folder is the system's and not the user's. */
export function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || systemNames.has(part.toLowerCase()));
}

/**
 * Sorts files into classes. A class is a folder with pictures in it; all of them lie in one folder, the outermost or
 * one within it. Throws `bad-file` for pictures that lie otherwise.
 */
export function listPictures(name: string, files: readonly FoundFile[]): Listing {
  const visible = files.filter(({ path }) => !isHidden(path));
  const found = visible.filter(({ path }) => pictureName.test(path));
  refuseCount(name, found);
  const folders = [...new Set(found.map(({ path }) => folderOf(path)))].sort(naturalOrder);
  refuseFolders(name, folders, found);
  const labels = new Map(folders.map((folder, label) => [folder, label]));
  const pictures = found.map((file) => ({ ...file, label: labels.get(folderOf(file.path))! }));
  pictures.sort((a, b) => a.label - b.label || naturalOrder(a.path, b.path));
  refuseTwice(name, pictures);
  return {
    classes: folders.map((folder) => folder.slice(folder.lastIndexOf('/') + 1)),
    pictures,
    skipped: visible.filter(({ path }) => !pictureName.test(path)).map(({ path }) => path),
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

const layoutHint = 'Put the pictures of each class, as PNG or JPEG, in a folder with the name of the class.';

function refuseCount(name: string, found: readonly FoundFile[]): void {
  if (found.length === 0) throw badFile(`${name} has no PNG or JPEG pictures in it.`, layoutHint);
  if (found.length <= mostPictures) return;
  throw badFile(`${name} has more than ${shown(mostPictures)} pictures.`, 'Choose fewer pictures.');
}

function refuseFolders(name: string, folders: readonly string[], found: readonly FoundFile[]): void {
  if (folders.length > mostClasses) {
    throw badFile(
      `${name} has ${counted(folders.length, 'folder')} with pictures, more than the ${mostClasses} classes that are possible.`,
      'Choose fewer classes.',
    );
  }
  const outer = folders.find((folder) => folder === '' || folders.some((other) => other.startsWith(`${folder}/`)));
  if (outer !== undefined) {
    // The first by name: folders list their files in any order.
    const [path] = found
      .map((file) => file.path)
      .filter((file) => folderOf(file) === outer)
      .sort(naturalOrder);
    throw badFile(`${path} lies in no folder of a class.`, layoutHint);
  }
  const elsewhere = folders.find((folder) => folderOf(folder) !== folderOf(folders[0]));
  if (elsewhere !== undefined) {
    throw badFile(
      `${name} has pictures in ${quoted(folders[0])} and in ${quoted(elsewhere)}, which are not folders side by side.`,
      layoutHint,
    );
  }
  if (folders.length > 1) return;
  throw badFile(
    `${name} has pictures in one folder only, ${quoted(folders[0])}, so there is nothing to tell apart.`,
    layoutHint,
  );
}

function refuseTwice(name: string, pictures: readonly ListedPicture[]): void {
  const twice = pictures.find(({ path }, index) => index > 0 && pictures[index - 1].path === path);
  if (twice) throw badFile(`${name} has ${quoted(twice.path)} twice.`, 'Make it again with each picture once.');
}
