import type { ColumnDescription, Dataset, DatasetSource } from '#core/contract/dataset.ts';
import { formatCount } from '../../components/format.ts';

/** Where a dataset came from. */
export function describeSource(source: DatasetSource): string {
  switch (source.kind) {
    case 'digits':
      return `Drawn by Lamina, version ${source.version}, seed ${source.seed}`;
    case 'toy':
      return `Made by Lamina: noise ${source.noise}, seed ${source.seed}`;
    case 'idx':
      return `IDX files ${source.images} and ${source.labels}`;
    case 'csv':
      return `Table ${source.file}`;
    case 'images':
      return `Pictures of ${source.file}`;
    case 'download':
      return `Downloaded: ${source.name}`;
  }
}

/** Under which terms the examples may be used. */
export function describeLicence({ licence, source }: Pick<Dataset, 'licence' | 'source'>): string {
  if (licence !== null) return licence;
  return source.kind === 'digits' || source.kind === 'toy' ? 'None needed: made on this computer' : 'Not known';
}

/** The examples that a dataset sets aside for testing. */
export function describeTestPart({ testCount }: Pick<Dataset, 'testCount'>): string {
  return testCount > 0 ? `The last ${formatCount(testCount)}` : 'None';
}

export const columnTypes: Record<ColumnDescription['type'], string> = {
  'zero-or-one': '0 or 1',
  whole: 'Whole numbers',
  number: 'Numbers',
};
