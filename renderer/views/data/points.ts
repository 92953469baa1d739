import { isRegression, type Dataset, type DatasetSample } from '#core/contract/dataset.ts';

/** More points would hide each other. */
export const mostPoints = 2000;

export interface Point {
  x: number;
  y: number;
}

/** Whether a table can be drawn in a plane: two inputs, or one input with what is to be predicted from it. */
export function isDrawable({ kind, columns, targets }: Pick<Dataset, 'kind' | 'columns' | 'targets'>): boolean {
  return kind === 'table' && (columns.length === 2 || (columns.length === 1 && targets.length > 0));
}

/** The examples to draw: all of them, or so many of them at equal distances. */
export function pointIndices(count: number): number[] {
  const drawn = Math.min(count, mostPoints);
  return Array.from({ length: drawn }, (_, i) => Math.floor((i * count) / drawn));
}

/** What the axes of the drawing are called. */
export function axisNames({ columns, targets }: Pick<Dataset, 'columns' | 'targets'>): { x: string; y: string } {
  return { x: columns[0], y: columns.length === 2 ? columns[1] : targets[0] };
}

/** Where each example of a sample stands. */
export function pointsOf({ columns }: Pick<Dataset, 'columns'>, { inputs, targets }: DatasetSample): Point[] {
  return inputs.map((row, i) => ({ x: row[0], y: columns.length === 2 ? row[1] : targets[i][0] }));
}

/** Whether the number to be predicted shows as the colour of a point, as both directions are taken by inputs. */
export function hasColourScale(dataset: Pick<Dataset, 'columns' | 'targets'>): boolean {
  return isRegression(dataset) && dataset.columns.length === 2;
}
