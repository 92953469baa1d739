/** A pen that is moved by keys: where it is, in sides of the pad, and whether it is down. */
export interface KeyboardPen {
  x: number;
  y: number;
  isDown: boolean;
}

/** One press of an arrow key; a sixth of it with Shift. */
const stride = 0.06;
const margin = 0.04;

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where a key moves the pen; undefined for a key that does not. */
export function movePen(pen: KeyboardPen, key: string, fine: boolean): KeyboardPen | undefined {
  const direction = directions[key];
  if (!direction) return undefined;
  const step = fine ? stride / 6 : stride;
  return { ...pen, x: within(pen.x + direction[0] * step), y: within(pen.y + direction[1] * step) };
}

function within(position: number): number {
  return Math.min(1 - margin, Math.max(margin, position));
}
