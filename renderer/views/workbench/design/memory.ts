import { keptNumbers, type TrainingConfig } from '#core/contract/config.ts';
import { parameterCount, type Design } from '#core/contract/design.ts';

/** The kernels work in one block of memory, which cannot be larger. */
export const largestTrainingBytes = 2 ** 32;

const floatBytes = 4;

/**
 * Bytes that training takes: the parameters, their gradients and what the optimizer keeps of each, and for each
 * example of a batch its inputs and every layer's outputs with their gradients.
 */
export function trainingBytes(design: Design, config: Pick<TrainingConfig, 'optimizer' | 'batchSize'>): number {
  const ofParameters = parameterCount(design) * (2 + keptNumbers[config.optimizer.name]);
  const outputs = design.layers.reduce((sum, layer) => sum + layer.units, 0);
  const ofBatch = config.batchSize * (design.inputs + 2 * outputs);
  return floatBytes * (ofParameters + ofBatch);
}
