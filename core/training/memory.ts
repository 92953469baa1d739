import type { TrainingConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import { blockLength } from '../network/parameters.ts';
import { evaluationRows } from './evaluation.ts';
import { stateBlocks } from './optimizers.ts';

/** How many examples there are of each part, and how many in the whole dataset. */
export interface ExampleCounts {
  all: number;
  train: number;
  test: number;
}

/** Examples that a training's network must have room for: a batch, or what is evaluated at once. */
export function rowsAtOnce(config: TrainingConfig, train: number, test: number): number {
  return Math.max(config.batchSize, Math.min(evaluationRows, Math.max(train, test)));
}

/**
 * Bytes that a `Trainer` takes from its arena, in float32. To be compared with `largestArenaBytes` before anything is
 * allocated; it is exact but for the arena's alignment, at most 64 bytes for each view.
 */
export function trainingBytes(design: Design, config: TrainingConfig, examples: ExampleCounts): number {
  const rows = rowsAtOnce(config, examples.train, examples.test);
  const outputUnits = design.layers[design.layers.length - 1].units;
  const allUnits = design.layers.reduce((sum, layer) => sum + layer.units, 0);

  const blocks = 2 + stateBlocks[config.optimizer.name]; // the parameters, their gradients, the optimizer's
  const outputs = rows * (allUnits + outputUnits); // and the output layer's weighted sums
  const inputsAndTargets = rows * (design.inputs + outputUnits);
  const deltas = config.batchSize * allUnits;
  const floats = blocks * blockLength(design) + outputs + inputsAndTargets + deltas;
  const orders = 2 * examples.train + examples.test;
  return 4 * (floats + orders) + examples.all * design.inputs;
}
