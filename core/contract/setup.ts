import type { Loss, TrainingConfig } from './config.ts';
import type { Activation, Design, LayerDesign } from './design.ts';

/** What a setup needs to know of a dataset; a `Dataset` fits. */
export interface SetupDataset {
  shape: readonly [height: number, width: number];
  classes: readonly string[];
  count: number;
}

export interface SetupProblem {
  /** Where it lies, as in "design.layers.1.units" or "config.loss". */
  field: string;
  /** What is wrong and what is allowed. */
  message: string;
}

/** A network for a dataset: the given hidden layers, and a softmax output with a unit for each class. */
export function defaultDesign(
  dataset: Pick<SetupDataset, 'shape' | 'classes'>,
  hidden: readonly LayerDesign[],
): Design {
  return {
    inputs: dataset.shape[0] * dataset.shape[1],
    layers: [...hidden, { units: dataset.classes.length, activation: 'softmax' }],
  };
}

/**
 * How many of `count` examples are trained on and how many are kept for the test: `trainPercent` percent, rounded to
 * whole examples, but at least one in each part. Needs a count of at least two.
 */
export function splitCounts(count: number, trainPercent: number): { train: number; test: number } {
  const train = Math.max(1, Math.min(count - 1, Math.round((count * trainPercent) / 100)));
  return { train, test: count - train };
}

/**
 * Whether a loss can be computed from an output layer. The two cross-entropies read the outputs as probabilities, and
 * are computed together with the activation that makes them so.
 */
export function lossFits(loss: Loss, outputActivation: Activation): boolean {
  const needed = neededActivation[loss];
  return needed === null || needed === outputActivation;
}

const neededActivation: Record<Loss, Activation | null> = {
  'mean-squared-error': null,
  'binary-cross-entropy': 'sigmoid',
  'categorical-cross-entropy': 'softmax',
};

/**
 * What keeps a design from being trained on a dataset with a config, all of it at once; empty when nothing does.
 * The design and the config are taken to fit their own schemas.
 */
export function setupProblems(design: Design, config: TrainingConfig, dataset: SetupDataset): SetupProblem[] {
  return [
    ...inputProblems(design, dataset),
    ...outputProblems(design, dataset),
    ...lossProblems(design, config),
    ...splitProblems(config, dataset),
  ];
}

function inputProblems(design: Design, { shape: [height, width] }: SetupDataset): SetupProblem[] {
  if (design.inputs === height * width) return [];
  const message = `The network has ${counted(design.inputs, 'input')}, but the pictures of this dataset are ${height} by ${width}; it needs ${format(height * width)}.`;
  return [{ field: 'design.inputs', message }];
}

function outputProblems(design: Design, { classes }: SetupDataset): SetupProblem[] {
  if (classes.length < 2) {
    return [
      { field: 'dataset', message: 'This dataset has fewer than two classes, so there is nothing to tell apart.' },
    ];
  }
  const index = design.layers.length - 1;
  const { units, activation } = design.layers[index];
  if (units === classes.length) return [];
  const field = `design.layers.${index}`;
  const needed = `it needs ${format(classes.length)}, one for each class`;
  if (units === 1 && classes.length === 2) {
    if (activation === 'sigmoid') return [];
    const message = `A single output unit for two classes needs the sigmoid activation; it has ${activation}.`;
    return [{ field: `${field}.activation`, message }];
  }
  const orOne = classes.length === 2 ? ', or a single one with sigmoid' : '';
  const message = `The output layer has ${counted(units, 'unit')}; ${needed}${orOne}.`;
  return [{ field: `${field}.units`, message }];
}

function lossProblems(design: Design, config: TrainingConfig): SetupProblem[] {
  const { activation } = design.layers[design.layers.length - 1];
  const needed = neededActivation[config.loss];
  if (needed === null || needed === activation) return [];
  const name = config.loss === 'binary-cross-entropy' ? 'Binary cross-entropy' : 'Categorical cross-entropy';
  const message = `${name} needs the ${needed} activation on the output layer, which has ${activation}. The squared error goes with any.`;
  return [{ field: 'config.loss', message }];
}

function splitProblems(config: TrainingConfig, { count }: SetupDataset): SetupProblem[] {
  if (count < 2) {
    const message = `This dataset has ${counted(count, 'example')}; it needs at least two, one to train on and one to test with.`;
    return [{ field: 'dataset', message }];
  }
  const { train } = splitCounts(count, config.trainPercent);
  if (config.batchSize <= train) return [];
  const message = `A batch of ${format(config.batchSize)} is larger than the training part; it can have at most ${format(train)}.`;
  return [{ field: 'config.batchSize', message }];
}

function counted(count: number, noun: string): string {
  return `${format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function format(count: number): string {
  return count.toLocaleString('en');
}
