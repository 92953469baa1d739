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
/** How far a point is off where the hand meant it, in halves of the frame, in the shakiest digits. */
const mostTremor = 0.03;
/** How much a pen's trace is thicker or thinner than the pen from one point to the next, as a share of it. */
const roughness = 0.17;
/** One digit in so many has a place where the ink hardly flows. */
const digitsPerDryPlace = 12;

/**
 * About a standard normal number, never beyond ±3, by sums alone: the machine's own mathematical functions, which may
 * differ in the last bit, have no part in the pictures.
 */
function bell(random: Random): number {
  return (random.uniform() + random.uniform() + random.uniform() - 1.5) * 2;
}

/**
 * How far one digit departs from the usual in all that varies, as a share of what the freest do: most are written with
 * some care, and few are not.
 */
const leastFreedom = 0.48;
const mostFreedom = 0.88;

/** About normal numbers for one digit, with its freedom as their standard deviation. */
export function freely(random: Random): () => number {
  const carelessness = random.uniform();
  const freedom = leastFreedom + (mostFreedom - leastFreedom) * carelessness * carelessness;
  return () => freedom * bell(random);
}

/** Varies a drawing as a whole: a smooth warp, then aspect, slant and a slight turn, drawn by a hand that may shake. */
export function varyInk(ink: Ink, random: Random, vary: () => number): void {
  const aspect = usualAspect + aspectSpread * vary();
  const slant = usualSlant + slantSpread * vary();
  const turn = turnSpread * vary();
  const bendX = bendSpread * vary();
  const bendY = bendSpread * vary();
  const wedgeX = wedgeSpread * vary();
  const wedgeY = wedgeSpread * vary();
  const squeezeX = squeezeSpread * vary();
  const squeezeY = squeezeSpread * vary();
  const waveX = waveSpread * vary();
  const waveY = waveSpread * vary();
  const tremor = mostTremor * random.uniform();
  for (let i = 0; i < ink.count; i++) {
    const x = (ink.x[i] - frameMiddleX) / frameHalf;
    const y = (ink.y[i] - frameMiddleY) / frameHalf;
    const warpedX = x + bendX * y * y + wedgeX * x * y + squeezeX * x * x + waveX * y * y * y;
    const warpedY = y + bendY * x * x + wedgeY * x * y + squeezeY * y * y + waveY * x * x * x;
    const leaningX = aspect * warpedX - slant * warpedY;
    ink.x[i] = leaningX - turn * warpedY + random.between(-tremor, tremor);
    ink.y[i] = warpedY + turn * leaningX + random.between(-tremor, tremor);
  }
}

/**
 * Gives each point its width, swelling and fading slowly along the drawing, rough, and seldom all but broken off where
 * the ink runs dry. Returns the pen's own width in pixels of the finished picture. Like MNIST's, most are 1.5 to 3
 * pixels thick and a few much thicker.
 */
export function varyPressure(ink: Ink, random: Random, vary: () => number): number {
  const swell = 0.12 * vary();
  const fade = 0.1 * vary();
  for (let i = 0; i < ink.count; i++) {
    const along = (2 * i) / ink.count - 1;
    const pressed = 1 + fade * along + swell * (along * along - 1 / 3);
    ink.width[i] = Math.max(0.4, pressed + random.between(-roughness, roughness));
  }
  if (random.below(digitsPerDryPlace) === 0) runDry(ink, random);
  const heaviness = random.uniform();
  return 1.2 + random.between(0, 1.5) + 2.8 * heaviness * heaviness * heaviness * heaviness * heaviness;
}

/** Lets the ink fade out and come back over a short stretch. */
function runDry(ink: Ink, random: Random): void {
  const middle = random.below(ink.count);
  const reach = 2 + random.below(4);
  for (let i = Math.max(0, middle - reach); i < Math.min(ink.count, middle + reach); i++) {
    ink.width[i] *= 0.15 + (0.85 * Math.abs(i - middle)) / reach;
  }
}
