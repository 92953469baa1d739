import { LaminaError } from '#core/contract/errors.ts';
import type { ChosenFile } from '../data/import/chosenFiles.ts';

/** What dropped files are for, by their names. */
export type Dropped = { kind: 'design'; file: File } | { kind: 'data'; files: readonly ChosenFile[] };

const designName = /\.json$/i;
const dataName = /\.(csv|tsv|tab|txt|dat|data|png|jpe?g|zip|gz)$|idx[13]|ubyte/i;

/** Throws a `LaminaError` that says what can be dropped, where nothing can be made of it. */
export function recogniseDropped(files: readonly ChosenFile[]): Dropped {
  const designs = files.filter(({ path }) => designName.test(path) && !path.includes('/'));
  if (designs.length === 1 && files.length === 1) return { kind: 'design', file: designs[0].file };
  if (designs.length > 0) throw badDrop(`A design’s file is opened alone, and ${files.length} files were dropped.`);
  if (files.some(({ path }) => dataName.test(path))) return { kind: 'data', files };
  throw badDrop(
    files.length === 0 ? 'Nothing that was dropped is a file.' : `${files[0].path} is nothing that Lamina reads.`,
  );
}

function badDrop(message: string): LaminaError {
  const hint =
    'Drop a design (.json), a table (CSV or TSV), IDX files, or a folder or .zip of pictures with a folder for each class.';
  return new LaminaError('bad-file', message, hint);
}
