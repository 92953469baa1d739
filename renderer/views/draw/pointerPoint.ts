import type { PenPoint } from '#core/data/drawing.ts';

/** Where a pointer is, in sides of the pad. A pen's pressure varies the line; a mouse and a finger have none. */
export function pointOf(event: PointerEvent, pad: DOMRect): PenPoint {
  const x = within((event.clientX - pad.left) / pad.width);
  const y = within((event.clientY - pad.top) / pad.height);
  if (event.pointerType !== 'pen' || event.pressure === 0) return { x, y };
  return { x, y, width: 0.6 + 0.8 * event.pressure };
}

/** All the places a pointer has been since the event before, which may be several to a frame. */
export function pointsOf(event: PointerEvent, pad: DOMRect): PenPoint[] {
  const coalesced = event.getCoalescedEvents();
  return (coalesced.length > 0 ? coalesced : [event]).map((one) => pointOf(one, pad));
}

function within(position: number): number {
  return Math.min(1, Math.max(0, position));
}
