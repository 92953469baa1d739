import { isAugmented, type AugmentationConfig, type TrainingConfig } from '../contract/config.ts';
import { fillSmoothing, smoothingLength, type Distortion } from '../kernels/distortion.ts';
import { keyOfStep } from '../kernels/hash.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Arena, Floats } from '../tensor/arena.ts';
import { Random } from '../tensor/random.ts';

/** Height and width of each picture. */
type Shape = readonly [height: number, width: number];
type AugmentedConfig = Pick<TrainingConfig, 'augmentation' | 'seed'>;

/**
 * Distorts the pictures of a training batch. How follows from the seed, the step and the picture's row in the batch alone:
 * a training that was interrupted distorts them the same way, and so does any number of threads.
 */
export class Augmentation {
  readonly #kernels: Kernels;
  readonly #shape: Shape;
  readonly #distortion: Distortion;
  /** From which each step's key is made. */
  readonly #key: number;

  constructor({ augmentation, seed }: AugmentedConfig, shape: Shape, kernels: Kernels, arena: Arena) {
    this.#kernels = kernels;
    this.#shape = shape;
    this.#distortion = distortionOf(augmentation, Math.max(...shape), (length) => arena.floats(length));
    this.#key = new Random(seed, 'augmentation').bits();
  }

  /** `pictures` is `[rows × height·width]` of the batch of a step. */
  distort(pictures: Floats, rows: number, step: number): void {
    const [height, width] = this.#shape;
    this.#kernels.distort(pictures, this.#distortion, height, width, keyOfStep(this.#key, step), rows);
  }
}

/** The augmentation of a training; null when its config has none. Throws when the shape of its pictures is not told. */
export function augmentationOf(
  config: AugmentedConfig,
  shape: Shape | undefined,
  kernels: Kernels,
  arena: Arena,
): Augmentation | null {
  if (!isAugmented(config.augmentation)) return null;
  if (!shape) throw new Error('An augmentation needs the shape of the pictures.');
  return new Augmentation(config, shape, kernels, arena);
}

/** What the kernels are given, for pictures whose longer side is `side`. `floats` makes room for so many numbers. */
export function distortionOf(
  { shift, rotate, scale, shear, elastic }: AugmentationConfig,
  side: number,
  floats: (length: number) => Floats,
): Distortion {
  const smoothing = floats(smoothingLength(side));
  fillSmoothing(smoothing, elastic.smoothness, side);
  return {
    shift,
    rotate: radians(rotate),
    scale: scale / 100,
    shear: radians(shear),
    strength: elastic.strength,
    smoothing,
  };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
