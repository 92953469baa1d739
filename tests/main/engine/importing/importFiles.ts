import { LaminaError } from '#core/contract/errors.ts';
import { readIdx } from '#main/engine/importing/idx.ts';
import { listPictures } from '#main/engine/importing/pictures/listing.ts';
import { inspectPictures, readPictures, type PictureChoices } from '#main/engine/importing/pictures/readPictures.ts';
import { openZip } from '#main/engine/importing/pictures/zip.ts';
import { openBytes } from '#main/engine/importing/source.ts';
import type { TableChoices } from '#main/engine/importing/table/choices.ts';
import { inspectTable } from '#main/engine/importing/table/inspectTable.ts';
import { readTable } from '#main/engine/importing/table/readTable.ts';
import { Collected, never } from './collect.ts';

/** What is imported, all in memory. */
export type Import =
  | { kind: 'idx'; images: Uint8Array; labels: Uint8Array; test?: { images: Uint8Array; labels: Uint8Array } }
  | { kind: 'table'; text: string | Uint8Array; choices?: Partial<TableChoices> }
  | { kind: 'folder'; files: Record<string, Uint8Array>; choices?: Partial<PictureChoices> }
  | { kind: 'zip'; bytes: Uint8Array; choices?: Partial<PictureChoices> };

const asIs: PictureChoices = { fit: 'stretch', invert: false };

/** Imports it as the application does, and returns how many examples there are. */
export async function importAll(what: Import): Promise<number> {
  const sink = new Collected();
  if (what.kind === 'idx') {
    const test = what.test && {
      images: openBytes('t10k-images', what.test.images),
      labels: openBytes('t10k-labels', what.test.labels),
    };
    const pair = { images: openBytes('images', what.images), labels: openBytes('labels', what.labels) };
    return (await readIdx(test ? { ...pair, test } : pair, sink)).count;
  }
  if (what.kind === 'table') {
    const bytes = typeof what.text === 'string' ? new TextEncoder().encode(what.text) : what.text;
    const source = openBytes('table.csv', bytes);
    const inspection = await inspectTable(source, {}, () => undefined, never);
    const label = inspection.proposedLabel ?? inspection.columns.at(-1).name;
    const choices = what.choices ?? { label };
    return (await readTable(source, inspection, { missing: 'refuse', ...choices }, sink)).count;
  }
  const listing =
    what.kind === 'zip'
      ? await openZip(openBytes('pictures.zip', what.bytes), never)
      : listPictures('pictures', foundFiles(what.files));
  const choices = { ...asIs, ...what.choices };
  await inspectPictures(listing, choices);
  return (await readPictures(listing, choices, sink)).count;
}

function foundFiles(files: Record<string, Uint8Array>) {
  return Object.entries(files).map(([path, bytes]) => ({ path, read: () => Promise.resolve(bytes) }));
}

/** The message of the `bad-file` that an import ends with, which must have a hint; any other error is thrown. */
export async function problemOf(what: Import): Promise<string> {
  try {
    return `nothing was wrong: ${await importAll(what)} examples`;
  } catch (error) {
    if (error instanceof LaminaError && error.code === 'bad-file' && error.hint !== '') return error.message;
    throw error;
  }
}
