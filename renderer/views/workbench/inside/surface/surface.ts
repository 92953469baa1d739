import type { CurveSurface, RegionSurface } from '#core/contract/inside.ts';
import { formatPercent } from '../../../../components/format.ts';
import { classColour, classShape, type Ground } from '../../../../components/runColour.ts';
import type { ShownExamples } from './examples.ts';
import type { Mark } from './paintPlane.ts';
import { extent, everyNth, readClasses } from '../pixels.ts';
import { withRoom, type Span } from './plane.ts';
import { formatShort } from '../words.ts';

/** What a network with classes says all over the plane: the share of it that each class takes. */
export function classShares({ outputs, outputValues }: RegionSurface, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  const places = outputs.length / outputValues;
  for (let i = 0; i < places; i++) counts[readClasses(outputs, i * outputValues, outputValues).label]++;
  return counts.map((count) => count / places);
}

/** The examples over a plane with classes, in the colours of their classes. */
export function classMarks({ sample, isLearned }: ShownExamples, theme: Ground): Mark[] {
  return sample.inputs.map(([x, y], i) => ({
    x,
    y,
    colour: classColour(sample.labels[i], theme),
    shape: classShape(sample.labels[i]),
    isLearned: isLearned[i],
  }));
}

/** Between which values one number to be predicted lies, by the network and by the examples. */
export function valueSpan(surface: RegionSurface, target: number, examples: ShownExamples | null): Span {
  const said = everyNth(surface.outputs, target, surface.outputValues);
  const true_ = examples?.sample.targets.map((row) => row[target]) ?? [];
  return extent(said, true_) ?? [0, 1];
}

/** Over which heights a curve is drawn: those of its lines and of the examples, with some room. */
export function curveSpan({ outputs }: CurveSurface, examples: ShownExamples | null, hasClasses: boolean): Span {
  if (hasClasses) return withRoom(extent(outputs, [0, 1]) ?? [0, 1]);
  const targets = examples?.sample.targets.flat() ?? [];
  // Once a line is far off, the examples still fill the picture.
  return withRoom(extent(targets) ?? extent(outputs) ?? [0, 1], 0.15);
}

/**
 * The examples along a curve: at what is to be predicted or, with classes, at the height that the line of their class
 * should have there: 1.
 */
export function curveMarks({ sample, isLearned }: ShownExamples, colours: readonly string[]): Mark[] {
  return sample.inputs.flatMap(([x], i) => {
    const heights =
      sample.targets.length > 0
        ? sample.targets[i].map((y, line) => ({ y, line }))
        : [{ y: 1, line: sample.labels[i] }];
    return heights.map(({ y, line }) => ({
      x,
      y,
      colour: colours[line],
      shape: classShape(line),
      isLearned: isLearned[i],
    }));
  });
}

/** What a screen reader says of decision regions. */
export function describeRegions(
  surface: RegionSurface,
  classes: readonly string[],
  axes: { x: string; y: string },
): string {
  const shares = classShares(surface, classes.length)
    .map((share, label) => ({ share, label }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .map(({ share, label }) => `${classes[label]} on ${formatPercent(share)}`);
  return `Decision regions over ${axes.x} and ${axes.y}: ${shares.join(', ')} of the plane`;
}

/** A row of the table behind the picture: what the network says at some places. */
export interface SaidRow {
  at: string;
  said: string[];
}

/** So many places are told along each direction. */
const placesTold = 5;
const curvePlacesTold = 11;

function spread(count: number, places: number): number[] {
  return Array.from({ length: places }, (_, i) => Math.round((i * (count - 1)) / (places - 1)));
}

/** What is said at a grid of places, the highest first: the columns' places, and a row for each height. */
export function regionRows(
  surface: RegionSurface,
  tell: (at: number) => string,
): { columns: string[]; rows: SaidRow[] } {
  const { x, y, columns, rows, outputValues } = surface;
  const acrossThem = spread(columns, placesTold);
  const value = ([from, to]: Span, share: number) => formatShort(from + (to - from) * share);
  return {
    columns: acrossThem.map((column) => value(x, (column + 0.5) / columns)),
    rows: spread(rows, placesTold).map((row) => ({
      at: value(y, 1 - (row + 0.5) / rows),
      said: acrossThem.map((column) => tell((row * columns + column) * outputValues)),
    })),
  };
}

/** What is said at places along a curve. */
export function curveRows({ inputs, outputs }: CurveSurface): SaidRow[] {
  const lines = outputs.length / inputs.length;
  return spread(inputs.length, curvePlacesTold).map((i) => ({
    at: formatShort(inputs[i]),
    said: Array.from({ length: lines }, (_, line) => formatShort(outputs[i * lines + line])),
  }));
}
