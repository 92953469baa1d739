import { paintPicture } from '../../components/paintPicture.ts';
import type { Picture } from './pictures.svelte.ts';
import { tileSide } from './wall.ts';

interface Hung {
  /** Where its place begins, in px from the canvas's corner. */
  x: number;
  y: number;
  /** Undefined while it has not come. */
  picture: Picture | undefined;
}

/** Paints pictures at their places on a canvas of that size in px, as large as whole pixels let them be. */
export function paintWall(
  canvas: HTMLCanvasElement,
  hung: readonly Hung[],
  shape: readonly [height: number, width: number],
  size: { width: number; height: number },
): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const context = canvas.getContext('2d');
  const scratch = scratchFor(shape);
  if (!context || !scratch) return;
  context.scale(ratio, ratio);
  const { ink, empty } = colours(canvas);
  const { width, height, isEnlarged } = fitted(shape, tileSide);
  context.imageSmoothingEnabled = !isEnlarged;
  for (const { x, y, picture } of hung) {
    context.fillStyle = empty;
    context.fillRect(x, y, tileSide, tileSide);
    if (!picture) continue;
    paintPicture(scratch, picture.pixels, ink);
    context.drawImage(scratch.canvas, x + (tileSide - width) / 2, y + (tileSide - height) / 2, width, height);
  }
}

/** How large a picture becomes in a square: by a whole number when it grows, so that its pixels stay alike. */
export function fitted(
  [height, width]: readonly [height: number, width: number],
  side: number,
): { width: number; height: number; isEnlarged: boolean } {
  const scale = Math.min(side / width, side / height);
  const whole = scale >= 1 ? Math.floor(scale) : scale;
  return { width: width * whole, height: height * whole, isEnlarged: scale >= 1 };
}

function scratchFor([height, width]: readonly [height: number, width: number]): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true });
}

function colours(canvas: HTMLCanvasElement): { ink: string; empty: string } {
  const style = getComputedStyle(canvas);
  return { ink: style.color, empty: style.getPropertyValue('--ground').trim() };
}
