import { resolveColour } from '../../../charts/colours.ts';
import { parseColour, type SignedColours } from './pixels.ts';

/** Sizes a canvas for the screen and gives its context, scaled to px; undefined where it has no room. */
export function preparedContext(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  if (width <= 0 || height <= 0) return undefined;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  context?.scale(ratio, ratio);
  return context ?? undefined;
}

/** The colours of numbers with a sign, as the page has them now. */
export function signedColours(canvas: HTMLCanvasElement): SignedColours {
  const [negative, zero, positive] = ['--negative', '--surface-sunken', '--positive'].map((token) =>
    parseColour(resolveColour(canvas, `var(${token})`)),
  );
  return { negative, zero, positive };
}
