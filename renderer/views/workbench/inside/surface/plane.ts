/** A picture with axes: where its inner part lies on the canvas, in px, and which values it spans. */
export interface Plane {
  left: number;
  top: number;
  width: number;
  height: number;
  x: Span;
  y: Span;
}

export type Span = readonly [from: number, to: number];

/** Room for the numbers and names of the axes, in px. */
const atLeft = 52;
const atRight = 10;
const atTop = 8;
const atFoot = 40;

/** Divides a canvas of a width and height in px. */
export function planeOn(width: number, height: number, x: Span, y: Span): Plane {
  return {
    left: atLeft,
    top: atTop,
    width: Math.max(1, width - atLeft - atRight),
    height: Math.max(1, height - atTop - atFoot),
    x,
    y,
  };
}

/** Where a value of the horizontal axis lies, in px. */
export function across({ left, width, x: [from, to] }: Plane, value: number): number {
  return left + ((value - from) / (to - from || 1)) * width;
}

/** Where a value of the vertical axis lies, in px. */
export function down({ top, height, y: [from, to] }: Plane, value: number): number {
  return top + height - ((value - from) / (to - from || 1)) * height;
}

/** Round values within a span, 1, 2 or 5 times a power of ten apart, about as many as are wanted. */
export function ticksOf([from, to]: Span, wanted: number): number[] {
  const size = to - from;
  if (!(size > 0) || !Number.isFinite(size)) return [];
  const power = 10 ** Math.floor(Math.log10(size / wanted));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => size / one <= wanted) ?? 10 * power;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A span with some room at both ends; one of no length gets some. */
export function withRoom([from, to]: Span, share = 0.05): Span {
  const room = to > from ? (to - from) * share : Math.max(0.5, Math.abs(from) * share);
  return [from - room, to + room];
}
