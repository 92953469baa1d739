import { writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import { jpg, png } from './pictureFiles.ts';
import { zipBytes } from './zipBytes.ts';

/** Small files of each format with nothing wrong, to be made wrong. */
export const images = writeIdxImages({
  count: 4,
  height: 3,
  width: 2,
  pixels: Uint8Array.from({ length: 24 }, (_, i) => i),
});
export const labels = writeIdxLabels(Uint8Array.of(0, 1, 1, 0));
export const csv = 'length,colour,species\n1.5,red,rose\n2,"blue, light",iris\n-3e1,red,iris\n';
export const pngFile = png(8, 8, (x, y) => 16 * x + y);
export const jpgFile = jpg(8, 8, (x, y) => 16 * x + y);
export const zipFile = zipBytes([
  { path: 'cats/1.png', bytes: pngFile },
  { path: 'dogs/2.jpg', bytes: jpgFile },
  { path: 'dogs/3.png', bytes: pngFile, method: 0 },
]);
