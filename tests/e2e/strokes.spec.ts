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
    );
    const seen = await page.getByTestId('seen').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: data.length / 4 }, (_, pixel) => data[4 * pixel + 3]);
    });
    // What stands on the page is drawn with the pad's own pen, which is evenly thick.
    expect(overlap(Uint8Array.from(seen), renderDrawing(strokes, penWidth)!)).toBeGreaterThan(0.75);
    await page.getByRole('button', { name: 'Clear' }).click();
  }
});
