import { z } from 'zod';
import type { Dataset } from './dataset.ts';
import { oneOf, text, wholeNumber, yesOrNo } from './fields.ts';

const id = z.string().min(1).max(100);
const longestPath = 4096;

/** Names a task, so that it can be followed and cancelled before it has answered. Its events are of `import:` and this. */
const task = id;

/** A path within what a page has handed over, with `/` between the folders; it cannot lead out. */
const handedOverPath = z
  .string()
  .min(1)
  .max(longestPath)
  .refine(
    (path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !hasForbidden(part)),
    { error: 'must be a path of plain names' },
  );

/** Characters that lead elsewhere on some system, or that no file system takes. */
function hasForbidden(name: string): boolean {
  return [...name].some((character) => '\\:*?"<>|'.includes(character) || character < ' ');
}

/** A file or folder: on the engine's own disk, or among those that a page has handed over. */
export const fileReferenceSchema = z.union([
  z.strictObject({ path: z.string().min(1).max(longestPath) }),
  z.strictObject({ upload: id, file: handedOverPath }),
]);
export type FileReference = z.infer<typeof fileReferenceSchema>;

/** What separates the cells of a table, in the order in which they are tried. */
export const tableSeparators = ['\t', ';', '|', ','] as const;
export const missingRules = ['refuse', 'drop-row', 'fill'] as const;
export const pictureFits = ['pad', 'stretch'] as const;

const columnName = z.string().max(10_000_000);
const columnNames = z.array(columnName).max(10_000);
const filePair = z.strictObject({ images: fileReferenceSchema, labels: fileReferenceSchema });
/** The last so many examples are to be the dataset's own test part. */
const testLast = wholeNumber(0, 1_000_000_000).optional();
const side = wholeNumber(1, 1000);

/** What is to be read, and how. What is left out of a layout is found by itself. */
export const importSetupSchema = z.discriminatedUnion('kind', [
  filePair.extend({
    kind: z.literal('idx'),
    /** A second pair, whose pictures are the dataset's own test part. */
    test: filePair.optional(),
    testLast,
  }),
  z.strictObject({
    kind: z.literal('table'),
    file: fileReferenceSchema,
    layout: z
      .strictObject({
        separator: oneOf(tableSeparators).optional(),
        header: yesOrNo().optional(),
        decimal: oneOf(['.', ',']).optional(),
      })
      .default({}),
    /** The column of classes, or those of numbers to be predicted; with neither, the label that is most likely. */
    label: columnName.optional(),
    targets: columnNames.optional(),
    /** Left out: all other columns that can be learned from. */
    features: columnNames.optional(),
    missing: oneOf(missingRules).default('refuse'),
    testLast,
  }),
  z.strictObject({
    kind: z.literal('images'),
    /** A folder, or a .zip, with a folder for each class in it. */
    file: fileReferenceSchema,
    /** Height and width that all are brought to; left out, all must have the same. */
    size: z.tuple([side, side]).optional(),
    fit: oneOf(pictureFits).default('pad'),
    /** Turns black into white: networks learn best when what is drawn is light on black, as in MNIST. */
    invert: yesOrNo().default(false),
  }),
]);
export type ImportSetup = z.output<typeof importSetupSchema>;
export type ImportSetupInput = z.input<typeof importSetupSchema>;
export type ImportKind = ImportSetup['kind'];

/** Pieces of files, put where they belong. A file's pieces come in order. */
export const uploadPiecesSchema = z
  .array(
    z.strictObject({
      file: handedOverPath,
      /** Of the piece's first byte in its file. */
      position: z.int().min(0),
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes'),
    }),
  )
  .min(1)
  .max(1000);
export type UploadPiece = z.infer<typeof uploadPiecesSchema>[number];

/** All that a page may hand over at a time, in bytes. */
export const largestUpload = 2 ** 33;

export const inspectInput = z.strictObject({ task, setup: importSetupSchema });
export const importInput = z.strictObject({ task, setup: importSetupSchema, name: text(200) });
export const cancelInput = z.strictObject({ task });
export const uploadInput = z.strictObject({ upload: id });
export const writeInput = z.strictObject({ upload: id, pieces: uploadPiecesSchema });

/** Pictures that show what is in a file: a byte a pixel, one picture after another. */
export interface PicturePreview {
  shape: [height: number, width: number];
  pixels: Uint8Array;
  /** What each is. */
  labels: string[];
}

/** A column of a table, as the whole file has it. */
export interface TableColumn {
  name: string;
  /** `text` is what is neither numbers nor at most 256 different values: it cannot be learned from. */
  type: 'number' | 'category' | 'text';
  missing: number;
  /** Least and greatest number; null for other columns. */
  range: [least: number, greatest: number] | null;
  /** How many different values there are; null if more than 256. */
  different: number | null;
  /** The first of them in natural order. */
  some: string[];
}

export interface TableLayoutFound {
  separator: (typeof tableSeparators)[number];
  header: boolean;
  decimal: '.' | ',';
}

/** What is in files, before anything is imported. */
export type ImportInspection =
  | {
      kind: 'idx';
      count: number;
      /** How many of them, the last, are for testing only. */
      testCount: number;
      shape: [height: number, width: number];
      preview: PicturePreview;
    }
  | {
      kind: 'table';
      layout: TableLayoutFound;
      rows: number;
      columns: TableColumn[];
      /** The first rows, as the file has them; long cells are cut short. */
      preview: string[][];
      /** The column that is most likely the label; null if none can be. */
      proposedLabel: string | null;
    }
  | {
      kind: 'images';
      count: number;
      classes: { name: string; count: number }[];
      /** Files that are no pictures by their names: how many, and the first of them. */
      skipped: { count: number; names: string[] };
      /** The first picture's own height and width. */
      size: [height: number, width: number];
      /** The first picture of each class, of some classes, as the choices make it. */
      preview: (Omit<PicturePreview, 'labels'> & { label: string })[];
    };

export interface Imported {
  dataset: Dataset;
  /** False where the very same content was there already. */
  isNew: boolean;
  /** Rows of a table left out for want of a value. */
  dropped: number;
}
