import type { RunShape } from '../../../../components/runColour.ts';
import { formatTick } from '../../../../charts/format.ts';
import { across, down, ticksOf, type Plane } from './plane.ts';

/** Colours and type of a picture with axes, as the page has them. */
export interface PlaneStyle {
  text: string;
  grid: string;
  ground: string;
  font: string;
}

/** An example on the plane. */
export interface Mark {
  x: number;
  y: number;
  colour: string;
  shape: RunShape;
  /** Whether the network learned from it: it is filled then, otherwise hollow. */
  isLearned: boolean;
}

/** Paints the axes' numbers and names; the lines of the grid only where nothing else fills the plane. */
export function paintAxes(
  context: CanvasRenderingContext2D,
  plane: Plane,
  names: { x: string; y: string },
  { text, grid, font }: PlaneStyle,
  hasGrid: boolean,
): void {
  const foot = plane.top + plane.height;
  context.font = `12px ${font}`;
  context.fillStyle = text;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const value of ticksOf(plane.x, Math.max(2, plane.width / 80))) {
    context.fillText(formatTick(value).replace('-', '−'), across(plane, value), foot + 4);
  }
  context.fillText(names.x, plane.left + plane.width / 2, foot + 22, plane.width);
  context.textAlign = 'end';
  context.textBaseline = 'middle';
  for (const value of ticksOf(plane.y, Math.max(2, plane.height / 50))) {
    const at = down(plane, value);
    context.fillStyle = grid;
    if (hasGrid) context.fillRect(plane.left, Math.round(at), plane.width, 1);
    context.fillStyle = text;
    context.fillText(formatTick(value).replace('-', '−'), plane.left - 6, at);
  }
  context.save();
  context.translate(8, plane.top + plane.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(names.y, 0, 0, plane.height);
  context.restore();
}

/** Paints pixels over the whole plane, `[rows × columns]`, the first row at the top, softly enlarged. */
export function paintField(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Plane,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  columns: number,
): void {
  const small = document.createElement('canvas');
  small.width = columns;
  small.height = pixels.length / 4 / columns;
  small.getContext('2d')?.putImageData(new ImageData(pixels, columns, small.height), 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, left, top, width, height);
}

/** Paints a line through places of the plane; it breaks where there is no number. */
export function paintLine(
  context: CanvasRenderingContext2D,
  plane: Plane,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(plane.left, plane.top, plane.width, plane.height);
  context.clip();
  context.beginPath();
  let isDown = false;
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(ys[i])) {
      isDown = false;
      continue;
    }
    const [x, y] = [across(plane, xs[i]), down(plane, ys[i])];
    if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  }
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.lineJoin = 'round';
  context.stroke();
  context.restore();
}

/** With more marks than this they are smaller. */
const manyMarks = 400;

/** Paints examples: filled the ones that were learned from, hollow the others, over them. */
export function paintMarks(
  context: CanvasRenderingContext2D,
  plane: Plane,
  marks: readonly Mark[],
  { ground }: PlaneStyle,
): void {
  const radius = marks.length > manyMarks ? 2.75 : 3.5;
  for (const isLearned of [true, false]) {
    for (const mark of marks) {
      if (mark.isLearned !== isLearned) continue;
      trace(context, mark.shape, across(plane, mark.x), down(plane, mark.y), radius);
      context.fillStyle = isLearned ? mark.colour : ground;
      context.strokeStyle = isLearned ? ground : mark.colour;
      context.lineWidth = isLearned ? 0.75 : 1.5;
      context.fill();
      context.stroke();
    }
  }
}

function trace(context: CanvasRenderingContext2D, shape: RunShape, x: number, y: number, radius: number): void {
  context.beginPath();
  if (shape === 'circle') {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  // The corners of the others on a circle that makes them as large as the first.
  const corners = shape === 'triangle' ? 3 : 4;
  const first = shape === 'square' ? Math.PI / 4 : -Math.PI / 2;
  const reach = radius * (shape === 'triangle' ? 1.45 : 1.3);
  for (let i = 0; i < corners; i++) {
    const angle = first + (i / corners) * 2 * Math.PI;
    context.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  context.closePath();
}
