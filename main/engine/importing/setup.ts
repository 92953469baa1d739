import { basename } from 'node:path';
import type { DatasetSource } from '#core/contract/dataset.ts';
import type { FileReference, ImportSetup } from '#core/contract/importing.ts';
import type { IdxFiles } from './idx.ts';
import { openFolder } from './pictures/folder.ts';
import type { Listing } from './pictures/listing.ts';
import { openZip } from './pictures/zip.ts';
import { isFolder, withFile, type ByteSource } from './source.ts';

/** Where a file or folder lies on this disk. */
export type Locate = (reference: FileReference) => string;

type SetupOf<Kind extends ImportSetup['kind']> = Extract<ImportSetup, { kind: Kind }>;

/** What a dataset says of the files that it came from. */
export function sourceOf(setup: ImportSetup, locate: Locate): DatasetSource {
  const name = (reference: FileReference) => basename(locate(reference));
  if (setup.kind === 'idx') return { kind: 'idx', images: name(setup.images), labels: name(setup.labels) };
  return { kind: setup.kind === 'table' ? 'csv' : 'images', file: name(setup.file) };
}

/** Opens the files of pictures and labels for as long as `use` takes. */
export async function withIdxFiles<Result>(
  { images, labels, test }: SetupOf<'idx'>,
  locate: Locate,
  use: (files: IdxFiles) => Promise<Result>,
): Promise<Result> {
  const references = [images, labels, ...(test ? [test.images, test.labels] : [])];
  return withFiles(references.map(locate), ([images, labels, testImages, testLabels]) =>
    use(test ? { images, labels, test: { images: testImages, labels: testLabels } } : { images, labels }),
  );
}

async function withFiles<Result>(
  [path, ...others]: readonly string[],
  use: (sources: ByteSource[]) => Promise<Result>,
): Promise<Result> {
  return withFile(path, (source) =>
    others.length === 0 ? use([source]) : withFiles(others, (sources) => use([source, ...sources])),
  );
}

/** Lists the pictures of a folder or of a .zip, which stays open as long as `use` takes. */
export async function withListing<Result>(
  { file }: SetupOf<'images'>,
  locate: Locate,
  signal: AbortSignal,
  use: (listing: Listing) => Promise<Result>,
): Promise<Result> {
  const path = locate(file);
  if (await isFolder(path)) return use(await openFolder(path));
  return withFile(path, async (source) => use(await openZip(source, signal)));
}
