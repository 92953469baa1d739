import type { ImportInspection, ImportSetup, TableColumn } from '#core/contract/importing.ts';
import type { ColumnSummary } from '#core/data/formats/columnScan.ts';
import { inspectIdx } from './idx.ts';
import { inspectPictures } from './pictures/readPictures.ts';
import { withIdxFiles, withListing, type Locate } from './setup.ts';
import type { Progress } from './sink.ts';
import { withFile } from './source.ts';
import { inspectTable } from './table/inspectTable.ts';
import { refuseTestPart } from './testPart.ts';

/** Longer cells are cut short for showing. */
const longestCell = 100;
const mostValues = 5;

/** Tells what is in files. Throws `bad-file`. */
export async function inspectFiles(
  setup: ImportSetup,
  locate: Locate,
  progress: Progress,
  signal: AbortSignal,
): Promise<ImportInspection> {
  if (setup.kind === 'idx') {
    return withIdxFiles(setup, locate, async (files) => {
      const { count, testCount, shape, preview } = await inspectIdx(files);
      refuseTestPart(count, setup);
      const labels = preview.labels.map(String);
      return {
        kind: 'idx',
        count,
        testCount: setup.testLast ?? testCount,
        shape,
        preview: { shape, pixels: preview.pixels, labels },
      };
    });
  }
  if (setup.kind === 'table') {
    return withFile(locate(setup.file), async (source) => {
      const { layout, rows, columns, preview, proposedLabel } = await inspectTable(
        source,
        setup.layout,
        progress,
        signal,
      );
      return {
        kind: 'table',
        layout,
        rows,
        columns: columns.map(toColumn),
        preview: preview.map((row) => row.map(shortened)),
        proposedLabel,
      };
    });
  }
  return withListing(setup, locate, signal, async (listing) => {
    const { preview, ...rest } = await inspectPictures(listing, setup);
    const labelled = preview.map(({ label, shape, pixels }) => ({ label: listing.classes[label], shape, pixels }));
    return { kind: 'images', ...rest, preview: labelled };
  });
}

function toColumn({ name, type, missing, range, values }: ColumnSummary): TableColumn {
  const some = (values ?? []).slice(0, mostValues).map(({ value }) => shortened(value));
  return { name, type, missing, range, different: values?.length ?? null, some };
}

function shortened(cell: string): string {
  return cell.length <= longestCell ? cell : `${cell.slice(0, longestCell).toWellFormed()}…`;
}
