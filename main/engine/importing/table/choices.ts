import { mostCategories, type ColumnSummary } from '#core/data/formats/columnScan.ts';
import { badFile, counted, quoted, shown } from '#core/data/formats/words.ts';
import type { TableInspection } from './inspectTable.ts';

/** A network takes at most so many inputs. */
const mostFeatures = 1_000_000;

/**
 * What to do with a value that is missing: refuse the table, leave its row out, or fill in the mean of the column's
 * numbers or its most frequent category. A label or a target is never made up: where one is missing and missing values
 * are filled in, the row is left out.
 */
export type MissingRule = 'refuse' | 'drop-row' | 'fill';

export interface TableChoices {
  /** Names of the columns to learn from; if not given, all others that can be learned from. */
  features?: string[] | undefined;
  /** The column whose values are the classes, */
  label?: string | undefined;
  /** or the columns of numbers that are to be predicted. */
  targets?: string[] | undefined;
  missing: MissingRule;
}

export interface ChosenColumns {
  features: ColumnSummary[];
  label: ColumnSummary | null;
  targets: ColumnSummary[];
}

/** The columns that the choices name. Throws `bad-file` where they cannot be used so, naming column and row. */
export function chooseColumns(name: string, inspection: TableInspection, choices: TableChoices): ChosenColumns {
  const byName = (wanted: string) => columnCalled(name, inspection, wanted);
  const label = choices.label === undefined ? null : byName(choices.label);
  const targets = (choices.targets ?? []).map(byName);
  if ((label === null) === (targets.length === 0)) {
    throw badFile(
      `${name} needs one column of labels, or else columns of numbers to predict.`,
      'Choose a label column for classes, or target columns for numbers.',
    );
  }
  const taken = new Set([label, ...targets]);
  const features = choices.features?.map(byName) ?? inspection.columns.filter((column) => isOffered(column, taken));
  const chosen = { features, label, targets };
  refuseUnusable(name, chosen);
  if (choices.missing === 'refuse') refuseMissing(name, [...features, ...(label ? [label] : []), ...targets]);
  return chosen;
}

function columnCalled(name: string, { columns }: TableInspection, wanted: string): ColumnSummary {
  const column = columns.find((column) => column.name === wanted);
  if (column) return column;
  const names = columns.slice(0, 20).map((column) => quoted(column.name));
  const more = columns.length > names.length ? ` and ${shown(columns.length - names.length)} more` : '';
  throw badFile(`${name} has no column ${quoted(wanted)}.`, `It has ${names.join(', ')}${more}.`);
}

function isOffered(column: ColumnSummary, taken: ReadonlySet<ColumnSummary | null>): boolean {
  return column.type !== 'text' && (column.mean !== null || column.values?.length !== 0) && !taken.has(column);
}

function refuseUnusable(name: string, { features, label, targets }: ChosenColumns): void {
  if (features.length === 0) {
    throw badFile(`${name} has no column left to learn from.`, 'Choose at least one column of features.');
  }
  const all = [...(label ? [label] : []), ...targets, ...features];
  const twice = all.find((column, index) => all.indexOf(column) !== index);
  if (twice) {
    throw badFile(`Column ${quoted(twice.name)} of ${name} is chosen twice.`, 'Use each column once.');
  }
  if (label) refuseLabel(name, label);
  for (const target of targets) refuseTarget(name, target);
  for (const feature of features) refuseFeature(name, feature);
  for (const column of all) refuseNotFinite(name, column);
  const count = features.reduce((sum, { type, values }) => sum + (type === 'number' ? 1 : values!.length), 0);
  if (count > mostFeatures) {
    throw badFile(
      `The columns of ${name} make ${shown(count)} features, more than the ${shown(mostFeatures)} that a network takes.`,
      'Choose fewer columns.',
    );
  }
}

function refuseLabel(name: string, { name: column, values }: ColumnSummary): void {
  if (values === null) {
    throw badFile(
      `The label column ${quoted(column)} of ${name} has more than ${mostCategories} different values.`,
      'Choose a column of classes; numbers are predicted when they are chosen as a target.',
    );
  }
  if (values.length > 1) return;
  const only = values.length === 0 ? 'has no values' : `has only one class, ${quoted(values[0].value)}`;
  throw badFile(
    `The label column ${quoted(column)} of ${name} ${only}, so there is nothing to tell apart.`,
    'Choose another column, or a file with at least two classes.',
  );
}

function refuseTarget(name: string, { name: column, type, firstText }: ColumnSummary): void {
  if (type === 'number') return;
  const why = firstText === null ? 'has no values' : `has ${quoted(firstText.value)} in row ${shown(firstText.row)}`;
  throw badFile(
    `The target column ${quoted(column)} of ${name} is not all numbers: it ${why}.`,
    'Choose a column of numbers; classes are told apart when their column is chosen as the label.',
  );
}

function refuseFeature(name: string, { name: column, type, values, firstText }: ColumnSummary): void {
  if (type === 'text') {
    throw badFile(
      `Column ${quoted(column)} of ${name} is neither numbers nor categories: it has ` +
        `${quoted(firstText!.value)} in row ${shown(firstText!.row)} and more than ${mostCategories} different values.`,
      'Leave this column out, or make every value of it a number.',
    );
  }
  if (values?.length === 0)
    throw badFile(`Column ${quoted(column)} of ${name} has no values.`, 'Leave this column out.');
}

function refuseNotFinite(name: string, { name: column, firstUnusable }: ColumnSummary): void {
  if (firstUnusable === null) return;
  const { row, value } = firstUnusable;
  throw badFile(
    `${name} has ${quoted(value)} in row ${shown(row)}, column ${quoted(column)}: that is no finite number, or one ` +
      'too large to be kept.',
    'Correct the value, leave it empty, or leave the column out.',
  );
}

function refuseMissing(name: string, columns: readonly ColumnSummary[]): void {
  const missing = columns.filter(({ firstMissing }) => firstMissing !== null);
  if (missing.length === 0) return;
  const first = missing.reduce((best, column) => (column.firstMissing! < best.firstMissing! ? column : best));
  const all = missing.reduce((sum, column) => sum + column.missing, 0);
  throw badFile(
    `${name} has no value in row ${shown(first.firstMissing!)}, column ${quoted(first.name)}; ` +
      `${counted(all, 'value')} ${all === 1 ? 'is' : 'are'} missing in all.`,
    'Leave such rows out, have the gaps filled in, or leave the column out.',
  );
}
