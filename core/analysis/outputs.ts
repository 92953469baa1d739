import type { Design } from '../contract/design.ts';

/**
 * How a network's outputs may be read:
 * - `probabilities`: each from 0 to 1, and 1 all together
 * - `shares`: each from 0 to 1, whatever the others are
 * - `numbers`: any numbers at all
 */
export type OutputKind = 'probabilities' | 'shares' | 'numbers';

export function outputKind({ layers }: Pick<Design, 'layers'>): OutputKind {
  const { activation, units } = layers[layers.length - 1];
  if (activation === 'softmax') return 'probabilities';
  if (activation !== 'sigmoid') return 'numbers';
  // A single output p stands for two classes, as 1 − p and p.
  return units === 1 ? 'probabilities' : 'shares';
}
