import { generateDigit } from '#core/data/digits/generator.ts';
import { renderDrawing } from '#core/data/drawing.ts';
import { overlap } from '../core/data/overlap.ts';
import { expect, test } from './app.ts';
import { draw } from './drawing.ts';

test('the pad sees the digits of the generator as it drew them', async ({ app }) => {
  const { page } = app;
  for (const index of [2, 4, 8]) {
    const { strokes, penWidth } = generateDigit(1, index);
    await draw(
      page,
      strokes.map((stroke) => stroke.map(({ x, y }) => [x, y] as const)),
      1,
    );
    const seen = await page.getByTestId('seen').evaluate(opacities);
    // What stands on the page is drawn with the pad's own pen, which is evenly thick.
    expect(overlap(Uint8Array.from(seen), renderDrawing(strokes, penWidth)!)).toBeGreaterThan(0.75);
    await page.getByRole('button', { name: 'Clear' }).click();
  }
});

/** Of each pixel of a canvas, 0 to 255, read from a copy: the page's own canvas is never read back. */
function opacities(canvas: HTMLCanvasElement): number[] {
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  return Array.from({ length: width * height }, (_, pixel) => data[4 * pixel + 3]);
}
