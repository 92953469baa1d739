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

type Here = Hung & { picture: Picture };

/** What every browser can still draw on: px of height, and pixels. */
const tallestStrip = 16_384;
const largestStrip = 2 ** 22;

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
  if (!context) return;
  context.scale(ratio, ratio);
  const { ink, empty } = colours(canvas);
  context.fillStyle = empty;
  for (const { x, y } of hung) context.fillRect(x, y, tileSide, tileSide);
  const here = hung.filter((one): one is Here => one.picture !== undefined);
  const atOnce = picturesAtOnce(shape);
  for (let from = 0; from < here.length; from += atOnce) {
    paintTogether(context, here.slice(from, from + atOnce), shape, ink);
  }
}

/** Inks pictures all at once, one below the other on a canvas of their own, and takes each from there to its place. */
function paintTogether(
  context: CanvasRenderingContext2D,
  hung: readonly Here[],
  shape: readonly [height: number, width: number],
  ink: string,
): void {
  const [pictureHeight, pictureWidth] = shape;
  const size = pictureHeight * pictureWidth;
  const pixels = new Uint8Array(hung.length * size);
  hung.forEach(({ picture }, i) => pixels.set(picture.pixels, i * size));
  const strip = document.createElement('canvas');
  strip.width = pictureWidth;
  strip.height = hung.length * pictureHeight;
  const inked = strip.getContext('2d', { willReadFrequently: true });
  if (!inked) return;
  paintPicture(inked, pixels, ink);
  const { width, height, isEnlarged } = fitted(shape, tileSide);
  context.imageSmoothingEnabled = !isEnlarged;
  hung.forEach(({ x, y }, i) => {
    const [left, top] = [x + (tileSide - width) / 2, y + (tileSide - height) / 2];
    context.drawImage(strip, 0, i * pictureHeight, pictureWidth, pictureHeight, left, top, width, height);
  });
}

function picturesAtOnce([height, width]: readonly [height: number, width: number]): number {
  return Math.max(1, Math.min(Math.floor(tallestStrip / height), Math.floor(largestStrip / (height * width))));
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

function colours(canvas: HTMLCanvasElement): { ink: string; empty: string } {
  const style = getComputedStyle(canvas);
  return { ink: style.color, empty: style.getPropertyValue('--ground').trim() };
}
