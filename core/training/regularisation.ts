import type { Regularisation } from '../contract/config.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { ParameterBlock } from '../network/parameters.ts';

/** Whether anything is done to the gradients before the optimizer has them. */
export function isRegularised({ l1, l2, clipNorm }: Regularisation): boolean {
  return l1 > 0 || l2 > 0 || clipNorm > 0;
}

/** What L1 and L2 add to the mean loss of a batch: l1·Σ|w| + ½·l2·Σw² over all weights; biases cost nothing. */
export function penalty({ layers }: ParameterBlock, { l1, l2 }: Regularisation): number {
  let sum = 0;
  for (const { weights } of layers) for (const w of weights) sum += l1 * Math.abs(w) + (l2 / 2) * w * w;
  return sum;
}

/** Makes the gradients those of the loss with its `penalty`. */
export function addPenalty(
  kernels: Kernels,
  parameters: ParameterBlock,
  gradients: ParameterBlock,
  { l1, l2 }: Regularisation,
): void {
  if (l1 === 0 && l2 === 0) return;
  for (let layer = 0; layer < parameters.layers.length; layer++) {
    const { weights } = parameters.layers[layer];
    kernels.addPenaltyGradient(weights, gradients.layers[layer].weights, l1, l2, weights.length);
  }
}

/** Scales the gradients of all parameters, taken as one vector, down to the length `clipNorm` when they are longer. */
export function clip(kernels: Kernels, { values }: ParameterBlock, { clipNorm }: Regularisation): void {
  if (clipNorm === 0) return;
  const norm = Math.sqrt(kernels.squaredNorm(values, values.length));
  if (norm > clipNorm) kernels.scale(values, clipNorm / norm, values.length);
}
