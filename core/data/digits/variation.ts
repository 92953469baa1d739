import type { Random } from '../../tensor/random.ts';
import type { Ink } from '../ink.ts';

/** About a standard normal number, never beyond ±3, from sums alone, so that every machine gets the same bits. */
export function bell(random: Random): number {
  return (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2;
}

/** Slant as shift to the right per height, as people write: most lean to the right a little. */
const usualSlant = 0.18;
const slantSpread = 0.22;

/** Varies a drawing as a whole: a smooth warp, then aspect, slant and a slight turn. */
export function varyInk(ink: Ink, label: number, random: Random): void {
  const aspect = 1 + 0.16 * bell(random);
  const slant = usualSlant + slantSpread * bell(random) + (label === 1 ? 0.1 : 0);
  const turn = 0.05 * bell(random);
  const [bendX, wedgeX, squeezeX, waveX] = [0.06, 0.08, 0.05, 0.04].map((size) => size * bell(random));
  const [bendY, wedgeY, squeezeY, waveY] = [0.06, 0.08, 0.06, 0.04].map((size) => size * bell(random));
  for (let i = 0; i < ink.count; i++) {
    // The frame's middle is the origin, and its height goes from -1 to 1.
    const x = (ink.x[i] - 32) / 50;
    const y = (ink.y[i] - 50) / 50;
    const warpedX = x + bendX * y * y + wedgeX * x * y + squeezeX * x * x + waveX * y * y * y;
    const warpedY = y + bendY * x * x + wedgeY * x * y + squeezeY * y * y + waveY * x * x * x;
    const leaningX = aspect * warpedX - slant * warpedY;
    ink.x[i] = leaningX - turn * warpedY;
    ink.y[i] = warpedY + turn * leaningX;
  }
}

/** Gives each point its width, and returns the pen's own in pixels of the finished picture. */
export function varyPressure(ink: Ink, random: Random): number {
  const swell = 0.12 * bell(random);
  const lean = 0.1 * bell(random);
  for (let i = 0; i < ink.count; i++) {
    const along = (2 * i) / ink.count - 1;
    ink.width[i] = Math.max(0.4, 1 + lean * along + swell * (along * along - 1 / 3));
  }
  const pen = 2.7 + 0.75 * bell(random);
  return Math.max(1.2, pen);
}
