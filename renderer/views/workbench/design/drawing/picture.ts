/** One layer of the drawing, in its own coordinates. */
export interface Column {
  x: number;
  /** Heights of the neurons that are drawn. */
  neurons: number[];
  /** Which neurons of the layer they are, counted from 0. */
  numbers: number[];
  /** Heights of the dots that stand for those that are not drawn. */
  dots: number[];
}

/** Where everything of a network's drawing stands, before it is zoomed or moved. */
export interface NetworkPicture {
  width: number;
  height: number;
  columns: Column[];
  /** Between one column and the next. */
  step: number;
  /** Height of the nodes that stand for the biases. */
  biasY: number;
}

export const neuronRadius = 6;
const spacing = 18;
/** A layer with more neurons than this is shortened, to as many above the dots as below. */
const mostNeurons = 11;
const shownAtEachEnd = 5;
const dotSpacing = 5;
const margin = 44;
const topMargin = 16;
const biasGap = 34;
const bottomMargin = 14;
const leastStep = 56;
const mostStep = 240;

/** Of every drawing, whatever the network. */
export const pictureHeight = topMargin + (mostNeurons - 1) * spacing + biasGap + bottomMargin;

/** The neurons of a layer that are drawn: all of a small one, the first and last few of a large one. */
export function drawnNeurons(units: number): number[] {
  if (units <= mostNeurons) return Array.from({ length: units }, (_, number) => number);
  const first = Array.from({ length: shownAtEachEnd }, (_, number) => number);
  return [...first, ...first.map((number) => units - shownAtEachEnd + number)];
}

/**
 * Places the neurons of layers of these sizes, the inputs first, as wide as the room there is; wider where the columns
 * would otherwise stand too close.
 */
export function placeNeurons(sizes: readonly number[], room: number): NetworkPicture {
  const gaps = sizes.length - 1;
  const step = Math.max(leastStep, Math.min(mostStep, (room - 2 * margin) / gaps));
  const columns = sizes.map((units, index) => placeColumn(units, margin + index * step));
  const biasY = topMargin + (mostNeurons - 1) * spacing + biasGap;
  return { width: 2 * margin + gaps * step, height: pictureHeight, columns, step, biasY };
}

function placeColumn(units: number, x: number): Column {
  const numbers = drawnNeurons(units);
  const isShort = units > numbers.length;
  const slots = isShort ? mostNeurons : units;
  const centre = topMargin + ((mostNeurons - 1) * spacing) / 2;
  const top = centre - ((slots - 1) * spacing) / 2;
  const all = Array.from({ length: slots }, (_, slot) => top + slot * spacing);
  return {
    x,
    neurons: isShort ? all.filter((_, slot) => slot !== shownAtEachEnd) : all,
    numbers,
    dots: isShort ? [-dotSpacing, 0, dotSpacing].map((offset) => centre + offset) : [],
  };
}

/** The column next to which a place lies. */
export function nearestColumn({ columns, step }: NetworkPicture, x: number): number {
  const nearest = Math.round((x - columns[0].x) / step);
  return Math.max(0, Math.min(columns.length - 1, nearest));
}

/** The gap in which a place lies, by the column before it; null outside them all. */
export function gapAt({ columns, step }: NetworkPicture, x: number): number | null {
  const gap = Math.floor((x - columns[0].x) / step);
  return gap >= 0 && gap < columns.length - 1 ? gap : null;
}

/** Pixels of dragging that double a layer. */
const doubling = 64;

/** The units of a layer whose foot was dragged down by so many pixels: each stretch doubles them, whatever their number. */
export function draggedUnits(units: number, pixels: number): number {
  return Math.max(1, Math.round(units * 2 ** (pixels / doubling)));
}
