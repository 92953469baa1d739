import { mostDescribedColumns, type ColumnDescription, type DatasetForm } from '#core/contract/dataset.ts';
import { measureColumn } from '#core/data/columns.ts';
import type { SharedTable } from './table.ts';

/** Measures the columns of a table of numbers: its inputs, then its targets, the first thousand of them. */
export function describeTable(
  { columns, targets }: Pick<DatasetForm, 'columns' | 'targets'>,
  table: SharedTable,
): ColumnDescription[] {
  return [
    ...described('input', columns, new Float32Array(table.inputs)),
    ...described('target', targets, new Float32Array(table.targets)),
  ].slice(0, mostDescribedColumns);
}

function described(role: ColumnDescription['role'], names: string[], values: Float32Array): ColumnDescription[] {
  const shown = names.slice(0, mostDescribedColumns);
  return shown.map((name, column) => ({ name, role, ...measureColumn(values, column, names.length) }));
}
