import type { PenPoint, Stroke } from '#core/data/drawing.ts';

/** Thickness of the pen, in sides of the pad: about what the finished picture has when a digit fills most of the pad. */
const penWidth = 0.06;

/** Draws strokes, in sides of the pad, on a canvas of `side` pixels. */
export function paintStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
  ink: string,
): void {
  context.clearRect(0, 0, side, side);
  context.strokeStyle = ink;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) paintStroke(context, stroke, side);
}

function paintStroke(context: CanvasRenderingContext2D, stroke: Stroke, side: number): void {
  const [first, ...others] = stroke;
  const isEven = stroke.every((point) => point.width === first.width);
  context.lineWidth = thickness(first) * side;
  context.beginPath();
  context.moveTo(first.x * side, first.y * side);
  // A line to where it begins makes a dot of a stroke of one point.
  context.lineTo(first.x * side, first.y * side);
  for (const to of others) {
    if (!isEven) context.lineWidth = thickness(to) * side;
    context.lineTo(to.x * side, to.y * side);
    if (isEven) continue;
    context.stroke();
    context.beginPath();
    context.moveTo(to.x * side, to.y * side);
  }
  context.stroke();
}

function thickness(point: PenPoint): number {
  return penWidth * (point.width ?? 1);
}
