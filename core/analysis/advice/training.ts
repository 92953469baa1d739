import { isAugmented, usualLearningRate, type TrainingConfig } from '../../contract/config.ts';
import { parameterCount } from '../../contract/design.ts';
import { splitCounts, usualPreparation } from '../../contract/setup.ts';
import { optimizerTitles } from '../words.ts';
import { fewSteps, heldBack, learningRateBounds } from './thresholds.ts';
import { format, hiddenLayers, type AdviceDataset, type Rule, type Setup } from './rule.ts';

/** How the training should be set up for the network to learn anything, and more than its examples. */

export const learningRate: Rule = ({ design, config }) => {
  const { optimizer } = config;
  const { least, most } = learningRateBounds[optimizer.name];
  const rate = optimizer.learningRate;
  if (rate >= least && rate <= most) return null;
  const usual = usualLearningRate[optimizer.name];
  const title = optimizerTitles[optimizer.name];
  return {
    what: `A learning rate of ${rate} is far ${rate > most ? 'above' : 'below'} what ${title} usually learns well with, ${usual}.`,
    why:
      rate > most
        ? 'Steps that are too long jump over what they aim at: the loss goes up and down, or out of the range of numbers, and units of ReLU can be thrown where they never answer again.'
        : 'Steps that are too short hardly move the weights in as many epochs as there are: the loss goes down so slowly that it seems to stand still.',
    mend: { label: `Use ${usual}`, design, config: { ...config, optimizer: { ...optimizer, learningRate: usual } } },
  };
};

export const unscaledInputs: Rule = ({ design, config }, dataset) => {
  // A toy dataset's numbers are about as large as 1 already.
  const isTable = dataset.kind === 'table';
  if (config.preparation !== 'none' || (isTable && dataset.source?.kind === 'toy')) return null;
  const preparation = usualPreparation(dataset);
  return {
    what: isTable
      ? 'The inputs enter the network as they stand in the table, each in its own unit.'
      : 'The pixels enter the network as numbers from 0 to 255.',
    why: isTable
      ? 'A column of large numbers drowns one of small ones, and no learning rate suits both. Standardised, every column has the mean 0 and the standard deviation 1.'
      : 'Weights begin with a size that suits inputs of about 1. Inputs a hundred times as large drive every unit to its edge, and no usual learning rate suits them.',
    mend: {
      label: preparation === 'scale' ? 'Bring pixels to 0 … 1' : 'Standardise the inputs',
      design,
      config: { ...config, preparation },
    },
  };
};

export const largeBatches: Rule = ({ design, config }, dataset) => {
  if (dataset.count < 2) return null;
  const { train } = splitCounts(dataset, config);
  const steps = config.epochs * Math.ceil(train / config.batchSize);
  const isTooLarge = config.batchSize > train;
  if (!isTooLarge && (config.batchSize <= fewSteps.batch || steps >= fewSteps.steps)) return null;
  const batchSize = Math.min(fewSteps.batch, train);
  return {
    what: isTooLarge
      ? `A batch of ${format(config.batchSize)} is larger than the training part, which has ${format(train)}.`
      : `The whole training makes only ${format(steps)} ${steps === 1 ? 'step' : 'steps'}: a batch has ${format(config.batchSize)} of ${format(train)} examples.`,
    why: 'The weights move once for each batch. A larger batch gives a steadier direction, but not a longer way; with small ones the same examples are worth many steps.',
    mend: { label: `Use batches of ${batchSize}`, design, config: { ...config, batchSize } },
    answers: ['config.batchSize'],
  };
};

export const moreParametersThanExamples: Rule = (setup, dataset) => {
  if (dataset.count < 2 || isRestrained(setup)) return null;
  const parameters = parameterCount(setup.design);
  const { train } = splitCounts(dataset, setup.config);
  if (parameters <= train) return null;
  return {
    what: `There are ${format(parameters)} parameters and ${format(train)} examples to learn from.`,
    why: 'With more numbers to set than examples the network can learn its examples by heart, and then does worse on others. Held-back examples show when that begins, so that the training can end there; smaller layers, dropout and an L2 penalty work against it, too.',
    mend: restrain(setup, dataset),
  };
};

/** Whether something works against learning examples by heart. */
function isRestrained({ design, config }: Setup): boolean {
  const { regularisation, optimizer, stopping, augmentation } = config;
  return (
    hiddenLayers(design).some(({ dropout = 0 }) => dropout > 0) ||
    regularisation.l1 > 0 ||
    regularisation.l2 > 0 ||
    (optimizer.name === 'adamw' && optimizer.weightDecay > 0) ||
    stopping.patience !== undefined ||
    isAugmented(augmentation)
  );
}

/** Holds examples back and stops early by them, where there are enough; else draws all weights a little towards 0. */
function restrain({ design, config }: Setup, dataset: AdviceDataset): Setup & { label: string } {
  const percent = config.validationPercent === 0 ? heldBack.validationPercent : config.validationPercent;
  const { train, validation } = splitCounts(dataset, { ...config, validationPercent: percent });
  if (validation === 0) {
    const regularisation = { ...config.regularisation, l2: heldBack.l2 };
    return { label: `Use an L2 penalty of ${heldBack.l2}`, design, config: { ...config, regularisation } };
  }
  const patience = { metric: 'loss', split: 'validation', epochs: heldBack.patienceEpochs, minimumChange: 0 } as const;
  const stopped: TrainingConfig = {
    ...config,
    validationPercent: percent,
    batchSize: Math.min(config.batchSize, train),
    stopping: { ...config.stopping, patience, restoreBest: true },
  };
  return { label: `Hold back ${percent}% and stop early`, design, config: stopped };
}
