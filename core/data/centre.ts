/** Pixels along each side of a picture as MNIST has it. */
export const pictureSide = 28;
/** The ink fits into a box of this many pixels along each side. */
export const boxSide = 20;

const picturePixels = pictureSide * pictureSide;
/** Breaks a tie between two pixels the same way, whatever rounding has done to a symmetric drawing. */
const tieBreak = 1e-6;

/**
 * Moves a box of `boxSide × boxSide` bytes by whole pixels to where its centre of mass is nearest to pixel (14, 14) of
 * the picture, counted from 0, as MNIST has it; but never so far that the box would leave the picture.
 * The picture is written to `out` from `offset` on.
 */
export function centreByMass(box: Uint8Array, out: Uint8Array, offset: number): void {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  for (let y = 0, i = 0; y < boxSide; y++) {
    for (let x = 0; x < boxSide; x++, i++) {
      mass += box[i];
      massX += box[i] * x;
      massY += box[i] * y;
    }
  }
  const left = mass === 0 ? 4 : shift(massX / mass);
  const top = mass === 0 ? 4 : shift(massY / mass);
  out.fill(0, offset, offset + picturePixels);
  for (let y = 0, i = 0; y < boxSide; y++) {
    let to = offset + (y + top) * pictureSide + left;
    for (let x = 0; x < boxSide; x++) out[to++] = box[i++];
  }
}

function shift(centre: number): number {
  const wanted = Math.floor(pictureSide / 2 - centre + 0.5 + tieBreak);
  return Math.max(0, Math.min(pictureSide - boxSide, wanted));
}
