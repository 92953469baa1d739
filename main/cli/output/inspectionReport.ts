import type { ImportInspection, ImportSetupInput, TableColumn } from '#core/contract/importing.ts';
import { count, counted, shortNumber } from './format.ts';
import { shortened, table } from './table.ts';

type InspectionOf<Kind extends ImportInspection['kind']> = Extract<ImportInspection, { kind: Kind }>;
type TableSetup = Extract<ImportSetupInput, { kind: 'table' }>;

/** More lines and columns would not fit a screen. */
const mostColumns = 200;
const mostRows = 5;
const mostShownAcross = 8;
const longestCell = 24;

const separatorNames = { '\t': 'tabs', ';': 'semicolons', '|': 'bars', ',': 'commas' };

/** What is in files, for people: one string a line. */
export function inspectionReport(inspection: ImportInspection, setup: ImportSetupInput): string[] {
  if (inspection.kind === 'idx') return idxReport(inspection);
  if (inspection.kind === 'images') return imagesReport(inspection);
  return tableReport(inspection, setup as TableSetup);
}

/** The same for programs, without the pictures' bytes. */
export function inspectionJson(inspection: ImportInspection): string {
  if (inspection.kind === 'table') return JSON.stringify(inspection);
  return JSON.stringify({ ...inspection, preview: undefined });
}

function idxReport({ count: all, testCount, shape, preview }: InspectionOf<'idx'>): string[] {
  return [
    `${counted(all, 'picture')} of ${shape.join('×')}${testCount > 0 ? `, the last ${count(testCount)} for testing` : ''}`,
    `The first are: ${preview.labels.join(' ')}`,
  ];
}

function imagesReport({ count: all, classes, skipped, size, preview }: InspectionOf<'images'>): string[] {
  const [height, width] = preview[0].shape;
  const names = skipped.names.map((name) => shortened(name, 60)).join(', ');
  return [
    `${counted(all, 'picture')} in ${counted(classes.length, 'class', 'classes')}`,
    `The first is ${size.join('×')}, and comes in as ${height}×${width}.`,
    ...(skipped.count > 0 ? [`${counted(skipped.count, 'other file')} would be left out: ${names}`] : []),
    '',
    ...table(
      [{ title: 'class' }, { title: 'pictures', right: true }],
      classes.map(({ name, count: pictures }) => [shortened(name, 60), count(pictures)]),
    ),
  ];
}

function tableReport({ layout, rows, columns, preview, proposedLabel }: InspectionOf<'table'>, setup: TableSetup) {
  const isTold = setup.label !== undefined || (setup.targets ?? []).length > 0;
  const label = isTold ? setup.label : (proposedLabel ?? undefined);
  const across = columns.slice(0, mostShownAcross);
  return [
    `${counted(rows, 'row')}, ${counted(columns.length, 'column')} separated by ${separatorNames[layout.separator]}, ` +
      `${layout.header ? 'with' : 'without'} a header` +
      (layout.decimal === ',' ? ', numbers with a decimal comma' : ''),
    '',
    ...table(
      [
        { title: 'column' },
        { title: 'type' },
        { title: 'values' },
        { title: 'missing', right: true },
        { title: 'use' },
      ],
      columns
        .slice(0, mostColumns)
        .map((column) => [
          shortened(column.name, 40),
          column.type,
          shortened(valuesOf(column), 48),
          count(column.missing),
          useOf(column, label, setup),
        ]),
    ),
    ...(columns.length > mostColumns ? [`and ${counted(columns.length - mostColumns, 'more column')}`] : []),
    '',
    ...table(
      across.map(({ name, type }) => ({ title: shortened(name, longestCell), right: type === 'number' })),
      preview.slice(0, mostRows).map((row) => across.map((_, index) => shortened(row[index], longestCell))),
    ),
  ];
}

function valuesOf({ type, range, different, some }: TableColumn): string {
  if (range !== null) return `${shortNumber(range[0])} to ${shortNumber(range[1])}`;
  if (type === 'text') return 'many different ones';
  if (different === 0) return 'none';
  return `${some.join(', ')}${different !== null && different > some.length ? `, … (${count(different)})` : ''}`;
}

function useOf({ name, type, different }: TableColumn, label: string | undefined, setup: TableSetup): string {
  if (name === label) return 'label';
  if (setup.targets?.includes(name)) return 'target';
  const isInput = setup.features?.includes(name) ?? (type !== 'text' && different !== 0);
  return isInput ? 'input' : 'left out';
}
