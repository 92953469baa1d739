import type { ColumnSummary } from '#core/data/formats/columnScan.ts';

const usualNames = new Set(['label', 'class', 'target', 'species', 'category', 'outcome', 'digit', 'y']);
/** Whole numbers with more different values are more likely measured than classes. */
const mostNumberClasses = 20;

/** The column that is most likely the label, by its name, else the last that looks like one; null if none does. */
export function proposeLabel(columns: readonly ColumnSummary[]): string | null {
  const possible = columns.filter(({ values }) => values !== null && values.length > 1);
  const named = possible.find(({ name }) => usualNames.has(name.toLowerCase()));
  return (named ?? possible.findLast(looksLikeLabel))?.name ?? null;
}

function looksLikeLabel({ type, values }: ColumnSummary): boolean {
  if (type === 'category') return true;
  const numbers = values!.map(({ value }) => Number(value));
  return numbers.length <= mostNumberClasses && numbers.every(Number.isInteger);
}
