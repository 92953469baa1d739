interface Place {
  x: number;
  y: number;
}

/** One layer of the drawing. */
interface Column {
  x: number;
  /** Heights of the neurons that are drawn. */
  neurons: number[];
  /** Heights of the dots that stand for those that are not. */
  dots: number[];
  units: number;
  labelY: number;
}

interface NetworkPicture {
  width: number;
  height: number;
  columns: Column[];
  links: { from: Place; to: Place }[];
}

const height = 136;
const width = 320;
const labelHeight = 20;
const spacing = 11.5;
/** A layer with more neurons than this is shortened, to four above the dots and four below. */
const mostNeurons = 10;
const shownAtEachEnd = 4;
const margin = 24;

/** Places the neurons of layers of these sizes, the inputs first, and the lines between neighbouring layers. */
export function drawNetwork(sizes: readonly number[]): NetworkPicture {
  const step = (width - 2 * margin) / (sizes.length - 1);
  const columns = sizes.map((units, index) => drawColumn(units, margin + index * step));
  const links = columns.slice(1).flatMap((column, index) => {
    const before = columns[index];
    return before.neurons.flatMap((from) =>
      column.neurons.map((to) => ({ from: { x: before.x, y: from }, to: { x: column.x, y: to } })),
    );
  });
  return { width, height, columns, links };
}

function drawColumn(units: number, x: number): Column {
  const centre = (height - labelHeight) / 2;
  const isShort = units > mostNeurons;
  const slots = isShort ? 2 * shownAtEachEnd + 1 : units;
  const top = centre - ((slots - 1) * spacing) / 2;
  const all = Array.from({ length: slots }, (_, slot) => top + slot * spacing);
  return {
    x,
    neurons: isShort ? all.filter((_, slot) => slot !== shownAtEachEnd) : all,
    dots: isShort ? [centre - 3.5, centre, centre + 3.5] : [],
    units,
    labelY: height - 4,
  };
}
