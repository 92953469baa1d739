import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mostClasses } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { webAddress } from '#core/contract/fields.ts';
import { describeIssues } from '#core/contract/issues.ts';
import { codeOf } from '../../store/errorCode.ts';

/** Names become names of files and folders in the workspace. */
const fileName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/i, 'must be a plain file name');
const folderName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'must be small letters, digits and hyphens');
const mostFileBytes = 2 ** 31;

const fileSchema = z.strictObject({
  name: fileName,
  bytes: z.int().min(1).max(mostFileBytes),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
});
export type DownloadFile = z.infer<typeof fileSchema>;

const downloadSchema = z.strictObject({
  name: folderName,
  title: z.string().min(1).max(200),
  about: z.string().max(500),
  licence: z.string().min(1).max(200),
  /** What the labels stand for, from 0 on. */
  classes: z.array(z.string().min(1).max(200)).min(1).max(mostClasses),
  /** Folders on the web that have the files. They are asked in this order. */
  mirrors: z.array(webAddress()),
  /** IDX files, compressed as they are sent. */
  files: z.strictObject({ images: fileSchema, labels: fileSchema, testImages: fileSchema, testLabels: fileSchema }),
});
export type ListedDownload = z.infer<typeof downloadSchema>;

const listSchema = z.strictObject({ downloads: z.array(downloadSchema) });

/** The file that lists what can be downloaded: the program's own, or the one that LAMINA_DOWNLOADS names. */
export function listPath(resources: string): string {
  return process.env['LAMINA_DOWNLOADS'] || join(resources, 'downloads.json');
}

/** Reads the list of what can be downloaded. Throws `bad-file`. */
export async function readList(path: string): Promise<ListedDownload[]> {
  const json = await readFile(path, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch((error: unknown) => {
      throw badList(path, error instanceof SyntaxError ? 'it is not JSON' : codeOf(error));
    });
  const list = listSchema.safeParse(json);
  if (!list.success) throw badList(path, describeIssues(list.error, 'it').join('; '));
  return list.data.downloads;
}

function badList(path: string, why: string): LaminaError {
  return new LaminaError(
    'bad-file',
    `The list of downloads, ${path}, cannot be used: ${why}.`,
    'Install Lamina again, or correct the file that LAMINA_DOWNLOADS names.',
  );
}
