import { isAugmented, keptNumbers, targetWidth, type TrainingConfig } from './config.ts';
import { layerShapes, type Activation, type Design } from './design.ts';
import { splitCounts, type SetupDataset } from './setup.ts';

// What a training takes of memory. The engine asks before it begins, and the page while a network is being designed.

/** A training works in one block of memory, which cannot be larger than WebAssembly's 4 GiB. */
export const largestTrainingBytes = 2 ** 32;

/** Examples that are carried through a network at once where nothing is learned. Past this, nothing gets faster. */
export const evaluationRows = 128;

/** As core/kernels/kernels.ts has them: those of which the sums z are kept beside the outputs, because their derivative is taken from z. */
export const activationsKeepingSums: readonly Activation[] = ['softplus', 'swish', 'gelu'];

/** Each view of a block begins at a multiple of 16 floats, which is 64 bytes of float32: a cache line. */
const alignment = 16;

/** How many examples there are of each part. */
export interface PartCounts {
  train: number;
  validation: number;
  test: number;
}

/** With how many examples there are in the whole dataset, and what each of them is like. */
export interface ExampleCounts extends PartCounts {
  all: number;
  /** Of a regression: numbers to be predicted. */
  targets?: number;
  /** Of pictures: height and width. */
  shape?: readonly [height: number, width: number];
  /** 1 for pictures, also when left out; 4 for a table of floats. */
  bytesPerInput?: number;
}

/** Examples that a training's network must have room for: a batch, or what is evaluated at once. */
export function rowsAtOnce({ batchSize }: TrainingConfig, { train, validation, test }: PartCounts): number {
  return Math.max(batchSize, Math.min(evaluationRows, Math.max(train, validation, test)));
}

/** What training a design on a dataset takes, in bytes. */
export function bytesToTrain(design: Design, config: TrainingConfig, dataset: SetupDataset): number {
  return trainingBytes(design, config, {
    all: dataset.count,
    ...splitCounts(dataset, config),
    shape: dataset.shape,
    targets: dataset.targets?.length ?? 0,
    bytesPerInput: dataset.kind === 'table' ? 4 : 1,
  });
}

/**
 * Bytes that a `Trainer` takes from its arena, in float32. To be compared with `largestTrainingBytes` before anything
 * is allocated; it is exact but for the arena's alignment, at most 64 bytes for each view.
 *
 * For each parameter there are a float of its own, one of its gradient, those that the optimizer keeps (two for Adam),
 * and one more when the best weights are to be restored.
 */
export function trainingBytes(design: Design, config: TrainingConfig, examples: ExampleCounts): number {
  const rows = rowsAtOnce(config, examples);
  const blocks = 2 + keptNumbers[config.optimizer.name] + (config.stopping.restoreBest ? 1 : 0);
  const { all, targets = 0, bytesPerInput = 1 } = examples;
  const ofExamples = all * (bytesPerInput * design.inputs + 4 * targets);
  const isMeasured = config.preparation === 'standardise' || (config.preparation === 'scale' && bytesPerInput > 1);
  const ofStatistics = isMeasured ? 2 * 4 * design.inputs : 0;
  const orders = 2 * examples.train + examples.validation + examples.test;
  return (
    4 * (blocks * blockLength(design) + rows * floatsForRow(design, config) + orders) +
    4 * config.batchSize * floatsForLearnedRow(design) +
    4 * floatsForAugmentation(config, examples) +
    ofExamples +
    ofStatistics
  );
}

/** Of each example that goes through: its inputs, its targets, and each layer's outputs and where needed its sums. */
function floatsForRow({ inputs, layers }: Design, { loss }: TrainingConfig): number {
  const last = layers.length - 1;
  return layers.reduce(
    (sum, { units, activation }, index) =>
      sum + units * (index === last || activationsKeepingSums.includes(activation) ? 2 : 1),
    inputs + targetWidth(loss, layers[last].units),
  );
}

/** Of each example that is learned from at once: each layer's deltas, and what dropout has left of its outputs. */
function floatsForLearnedRow({ layers }: Design): number {
  return layers.reduce((sum, { units, dropout = 0 }) => sum + units * (dropout > 0 ? 2 : 1), 0);
}

/** The Gaussian of an elastic distortion. */
function floatsForAugmentation({ augmentation }: TrainingConfig, { shape }: ExampleCounts): number {
  return shape && isAugmented(augmentation) ? smoothingLength(Math.max(...shape)) : 0;
}

/** As core/kernels/distortion.ts has it, for pictures whose longer side is `side`. */
export function smoothingLength(side: number): number {
  return 2 * side + 15;
}

/** Floats in a block of one number for each parameter, with what lies between its views. */
export function blockLength(design: Design): number {
  return layerShapes(design).reduce((sum, { inputs, units }) => sum + aligned(inputs * units) + aligned(units), 0);
}

export function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
