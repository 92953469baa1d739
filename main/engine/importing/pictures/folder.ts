import { opendir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { badFile } from '#core/data/formats/words.ts';
import { unreadable, withFile } from '../source.ts';
import { isHidden, listPictures, refuseLargeFile, type FoundFile, type Listing } from './listing.ts';

/** Classes lie in the folder or one within it; deeper than that nobody means them to be found. */
const mostDepth = 4;
const mostFiles = 2_000_000;

/** The pictures in a folder. Links are not followed. Throws `bad-file`. */
export async function openFolder(folder: string): Promise<Listing> {
  const files: FoundFile[] = [];
  await gather(resolve(folder), '', 0, files);
  const name = basename(resolve(folder)) || folder;
  return listPictures(name, files);
}

async function gather(folder: string, inside: string, depth: number, files: FoundFile[]): Promise<void> {
  const entries = await opendir(folder).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  for await (const entry of entries) {
    const path = inside + entry.name;
    if (isHidden(entry.name)) continue;
    if (entry.isDirectory() && depth < mostDepth) {
      await gather(join(folder, entry.name), `${path}/`, depth + 1, files);
    } else if (entry.isFile()) {
      files.push(foundFile(join(folder, entry.name), path));
    }
    if (files.length > mostFiles) throw badFile(`${folder} has too many files in it.`, 'Choose a folder of pictures.');
  }
}

function foundFile(place: string, path: string): FoundFile {
  return {
    path,
    read: () =>
      withFile(place, (source) => {
        refuseLargeFile(path, source.size);
        return source.read(0, source.size);
      }),
  };
}
