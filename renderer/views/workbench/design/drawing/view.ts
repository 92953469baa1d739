import type { NetworkPicture } from './picture.ts';

/** How a drawing is looked at: a point of it stands at `scale` times its place plus `x` and `y`, in pixels. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Room {
  width: number;
  height: number;
}

type Size = Pick<NetworkPicture, 'width' | 'height'>;

const largestScale = 8;
/** One press of a zoom key or button. */
export const zoomStep = 1.25;

/** So small that all of the drawing can be seen, unless it can be seen anyway. */
export function smallestScale(picture: Size, room: Room): number {
  return Math.min(1, room.width / picture.width, room.height / picture.height);
}

/** As a drawing is first seen. */
export function usualView(picture: Size, room: Room): View {
  return within({ scale: 1, x: 0, y: 0 }, picture, room);
}

/** Zooms by a factor so that the point of the room stays where it is. */
export function zoomedAt(view: View, factor: number, at: { x: number; y: number }, picture: Size, room: Room): View {
  const scale = Math.max(smallestScale(picture, room), Math.min(largestScale, view.scale * factor));
  const share = scale / view.scale;
  const moved = { scale, x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share };
  return within(moved, picture, room);
}

export function moved(view: View, x: number, y: number, picture: Size, room: Room): View {
  return within({ ...view, x: view.x + x, y: view.y + y }, picture, room);
}

/** Moves the drawing as little as needed for a column to be seen with its neighbours. */
export function reaching(view: View, column: number, picture: NetworkPicture, room: Room): View {
  const { scale } = view;
  const half = Math.min(1.5 * picture.step * scale, room.width / 2);
  const at = picture.columns[column].x * scale + view.x;
  const left = Math.max(0, half - at);
  const right = Math.max(0, at + half - room.width);
  return left === right ? view : moved(view, left > 0 ? left : -right, 0, picture, room);
}

/** A drawing that is smaller than the room stands in its middle; of a larger one no edge comes further in than the room's. */
export function within({ scale, x, y }: View, picture: Size, room: Room): View {
  return {
    scale,
    x: held(x, picture.width * scale, room.width),
    y: held(y, picture.height * scale, room.height),
  };
}

function held(at: number, length: number, room: number): number {
  if (length <= room) return (room - length) / 2;
  return Math.max(room - length, Math.min(0, at));
}
