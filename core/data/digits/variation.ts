import type { Random } from '../../tensor/random.ts';
import type { Ink } from '../ink.ts';

/** How much wider than in the table of ways people write on average, and how much that varies. */
const usualAspect = 1.1;
const aspectSpread = 0.33;
/** Slant as shift to the right per height: most people lean to the right a little. */
const usualSlant = 0.12;
const slantSpread = 0.31;
/** A turn on the paper, as the tangent of its angle. */
const turnSpread = 0.21;
/** The middle of the frame in which the ways of writing are noted, and half its height. */
const frameMiddleX = 32;
const frameMiddleY = 50;
const frameHalf = 50;
/** The terms of the smooth warp, each a power of the place in a frame from -1 to 1. */
const bendSpread = 0.11;
const wedgeSpread = 0.14;
const squeezeSpread = 0.11;
const waveSpread = 0.08;

/**
 * About a standard normal number, never beyond ±3, by sums alone: the machine's own mathematical functions, which may
 * differ in the last bit, have no part in the pictures.
 */
export function bell(random: Random): number {
  return (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2;
}

/** Varies a drawing as a whole: a smooth warp, then aspect, slant and a slight turn. */
export function varyInk(ink: Ink, random: Random): void {
  const aspect = usualAspect + aspectSpread * bell(random);
  const slant = usualSlant + slantSpread * bell(random);
  const turn = turnSpread * bell(random);
  const bendX = bendSpread * bell(random);
  const bendY = bendSpread * bell(random);
  const wedgeX = wedgeSpread * bell(random);
  const wedgeY = wedgeSpread * bell(random);
  const squeezeX = squeezeSpread * bell(random);
  const squeezeY = squeezeSpread * bell(random);
  const waveX = waveSpread * bell(random);
  const waveY = waveSpread * bell(random);
  const tremor = 0.06 * random.uniform();
  for (let i = 0; i < ink.count; i++) {
    const x = (ink.x[i] - frameMiddleX) / frameHalf;
    const y = (ink.y[i] - frameMiddleY) / frameHalf;
    const warpedX = x + bendX * y * y + wedgeX * x * y + squeezeX * x * x + waveX * y * y * y;
    const warpedY = y + bendY * x * x + wedgeY * x * y + squeezeY * y * y + waveY * x * x * x;
    const leaningX = aspect * warpedX - slant * warpedY;
    ink.x[i] = leaningX - turn * warpedY + tremor * (random.uniform() - 0.5);
    ink.y[i] = warpedY + turn * leaningX + tremor * (random.uniform() - 0.5);
  }
}

/**
 * Gives each point its width, swelling and fading slowly along the drawing, and returns the pen's own in pixels of the
 * finished picture. Like MNIST's, most are 2 to 3 pixels thick and a few much thicker.
 */
export function varyPressure(ink: Ink, random: Random): number {
  const swell = 0.12 * bell(random);
  const fade = 0.1 * bell(random);
  for (let i = 0; i < ink.count; i++) {
    const along = (2 * i) / ink.count - 1;
    const rough = 0.35 * (random.uniform() - 0.5);
    ink.width[i] = Math.max(0.4, 1 + fade * along + swell * (along * along - 1 / 3) + rough);
  }
  const heaviness = random.uniform();
  return 1.2 + random.between(0, 1.5) + 2.8 * heaviness * heaviness * heaviness * heaviness * heaviness;
}
