import { formatCount, formatCounted, formatPercent } from '../../../../components/format.ts';

/** More classes than this could not be read; those with the most mistakes are shown then. */
export const mostClassesShown = 30;

/** A cell of the confusion matrix, by the numbers of its classes. */
export interface Cell {
  truth: number;
  said: number;
}

/** The classes to show, in their order: all, or those that are mistaken most often, as truth or as what was said. */
export function shownClasses(counts: readonly (readonly number[])[], most = mostClassesShown): number[] {
  const all = counts.map((_, label) => label);
  if (all.length <= most) return all;
  const mistakes = all.map((label) => {
    const missed = sum(counts[label]) - counts[label][label];
    const wrongly = sum(counts.map((row) => row[label])) - counts[label][label];
    return missed + wrongly;
  });
  return all
    .sort((a, b) => mistakes[b] - mistakes[a])
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** What share of its row a cell has; 0 in an empty row. */
export function shareOfRow(counts: readonly (readonly number[])[], { truth, said }: Cell): number {
  const all = sum(counts[truth]);
  return all === 0 ? 0 : counts[truth][said] / all;
}

/** How many examples the matrix counts, and how many of them were told rightly. */
export function totals(counts: readonly (readonly number[])[]): { all: number; right: number } {
  return { all: sum(counts.map(sum)), right: sum(counts.map((row, label) => row[label])) };
}

/** The cell that a key leads to among those shown; null for a key that leads nowhere. */
export function cellByKey(
  key: string,
  [row, column]: readonly [number, number],
  shown: number,
): [number, number] | null {
  const within = (place: number) => Math.min(shown - 1, Math.max(0, place));
  switch (key) {
    case 'ArrowUp':
      return [within(row - 1), column];
    case 'ArrowDown':
      return [within(row + 1), column];
    case 'ArrowLeft':
      return [row, within(column - 1)];
    case 'ArrowRight':
      return [row, within(column + 1)];
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, shown - 1];
    default:
      return null;
  }
}

/** A cell in a sentence: "12 of 1,000 examples of 3 (1.2%) are said to be 5". */
export function describeCell(
  counts: readonly (readonly number[])[],
  classes: readonly string[],
  { truth, said }: Cell,
): string {
  const all = sum(counts[truth]);
  const count = counts[truth][said];
  const verb = count === 1 ? 'is' : 'are';
  return `${formatCount(count)} of ${formatCounted(all, 'example')} of ${classes[truth]} (${formatPercent(shareOfRow(counts, { truth, said }))}) ${verb} ${said === truth ? 'told rightly' : `said to be ${classes[said]}`}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
