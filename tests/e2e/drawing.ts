import type { Page } from '@playwright/test';

/** Points of a pen stroke, from 0 to 1 across and down the pad. */
type Stroke = readonly (readonly [x: number, y: number])[];

export const seven: Stroke[] = [
  [
    [0.28, 0.24],
    [0.5, 0.23],
    [0.72, 0.25],
    [0.62, 0.45],
    [0.52, 0.65],
    [0.45, 0.82],
  ],
];

export const one: Stroke[] = [
  [
    [0.52, 0.18],
    [0.51, 0.5],
    [0.5, 0.84],
  ],
];

/** Draws on the pad with the mouse, as a hand would: in many small moves, so many from each point to the next. */
export async function draw(page: Page, strokes: readonly Stroke[], steps = 8): Promise<void> {
  const box = await page.getByTestId('pad').boundingBox();
  if (!box) throw new Error('The pad is not on the page.');
  for (const [first, ...rest] of strokes) {
    await page.mouse.move(box.x + first[0] * box.width, box.y + first[1] * box.height);
    await page.mouse.down();
    for (const [x, y] of rest) await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps });
    await page.mouse.up();
  }
}
