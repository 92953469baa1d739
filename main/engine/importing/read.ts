import type { DatasetForm } from '#core/contract/dataset.ts';
import type { ImportSetup } from '#core/contract/importing.ts';
import type { FeatureColumn } from '#core/data/formats/rowEncoder.ts';
import { readIdx } from './idx.ts';
import type { ReadExamples } from './intake.ts';
import { readPictures } from './pictures/readPictures.ts';
import { withIdxFiles, withListing, type Locate } from './setup.ts';
import type { ReadPictures, Sink } from './sink.ts';
import { withFile } from './source.ts';
import { inspectTable, type TableInspection } from './table/inspectTable.ts';
import { readTable, type ReadTable } from './table/readTable.ts';
import { refuseTestPart } from './testPart.ts';

type TableSetup = Extract<ImportSetup, { kind: 'table' }>;

/** Rows of a table that were left out, and the examples. */
export interface Reading extends ReadExamples {
  dropped: number;
}

/** Reads files into a sink. Throws `bad-file`. */
export async function readFiles(setup: ImportSetup, locate: Locate, sink: Sink): Promise<Reading> {
  switch (setup.kind) {
    case 'idx':
      return withIdxFiles(setup, locate, async (files) => picturesRead(await readIdx(files, sink), setup));
    case 'images':
      return withListing(setup, locate, sink.signal, async (listing) =>
        picturesRead(await readPictures(listing, setup, sink), {}),
      );
    case 'table':
      return withFile(locate(setup.file), async (source) => {
        // A table is gone through twice: what its columns are is known only at its end.
        const half = (from: number) => (done: number) => sink.progress(from + done / 2);
        const inspection = await inspectTable(source, setup.layout, half(0), sink.signal);
        const { signal } = sink;
        const into: Sink = { write: (part, bytes) => sink.write(part, bytes), progress: half(0.5), signal };
        return tableRead(await readTable(source, inspection, choicesOf(setup, inspection), into), setup);
      });
  }
}

function choicesOf({ features, label, targets, missing }: TableSetup, { proposedLabel }: TableInspection) {
  const isChosen = label !== undefined || (targets !== undefined && targets.length > 0);
  return { features, label: isChosen ? label : (proposedLabel ?? undefined), targets, missing };
}

function picturesRead(read: ReadPictures, choice: { test?: unknown; testLast?: number | undefined }): Reading {
  const { count, testCount, shape, classes, classCounts } = read;
  refuseTestPart(count, choice);
  const own = choice.testLast || testCount;
  const form: DatasetForm = { kind: 'pictures', shape, columns: [], classes, targets: [], testCount: own };
  return { form, count, classCounts, dropped: 0 };
}

function tableRead(read: ReadTable, { testLast }: TableSetup): Reading {
  const { count, dropped, features, columns, classes, classCounts, targets } = read;
  refuseTestPart(count, { testLast });
  const form: DatasetForm = {
    kind: 'table',
    shape: [1, features],
    columns: columns.flatMap(featureNames),
    classes,
    targets,
    testCount: testLast ?? 0,
  };
  return { form, count, classCounts, dropped };
}

/** A category has an input for each of its values. */
function featureNames({ name, categories }: FeatureColumn): string[] {
  return categories === null ? [name] : categories.map((category) => `${name} = ${category}`);
}
