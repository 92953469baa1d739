import type { ColumnSummary } from '#core/data/formats/columnScan.ts';

/** The most telling first: "y" may as well be a coordinate. */
const usualNames = ['label', 'class', 'target', 'species', 'category', 'outcome', 'digit', 'y'];
/** Whole numbers with more different values are more likely measured than classes, unless the name says otherwise. */
const mostNumberClasses = 20;

/** The column that is most likely the label, by its name, else the last that looks like one; null if none does. */
export function proposeLabel(columns: readonly ColumnSummary[]): string | null {
  const possible = columns.filter(canBeLabel);
  for (const usual of usualNames) {
    const named = possible.find(({ name }) => name.toLowerCase() === usual);
    if (named) return named.name;
  }
  return possible.findLast(looksLikeLabel)?.name ?? null;
}

/** Numbers with fractions are measured, whatever their column is called. */
function canBeLabel({ type, values }: ColumnSummary): boolean {
  if (values === null || values.length < 2) return false;
  return type === 'category' || values.every(({ value }) => Number.isInteger(Number(value)));
}

function looksLikeLabel({ type, values }: ColumnSummary): boolean {
  return type === 'category' || values!.length <= mostNumberClasses;
}
