import { isRegression } from '../../contract/dataset.ts';
import { isTrainable, type Activation } from '../../contract/design.ts';
import { lossFits } from '../../contract/setup.ts';
import { activationNames, lossNames } from '../words.ts';
import {
  hiddenLayers,
  outputLayer,
  withActivation,
  withFittingOutput,
  withHidden,
  withOutput,
  type AdviceDataset,
  type Finding,
  type Rule,
  type Setup,
} from './rule.ts';

/** What the output layer should give, and what the loss should ask of it. */

const smoothForms: Partial<Record<Activation, Activation>> = { step: 'sigmoid', sign: 'tanh' };

export const stepActivation: Rule = (setup, dataset) => {
  const { design } = setup;
  const fields = design.layers.flatMap(({ activation }, index) =>
    isTrainable(activation) ? [] : [`design.layers.${index}.activation`],
  );
  if (fields.length === 0) return null;
  const isOutputOne = !isTrainable(outputLayer(design).activation);
  const { design: mended, config } = isOutputOne ? withFittingOutput(setup, dataset) : setup;
  const smooth = hiddenLayers(design).flatMap(({ activation }) => smoothForms[activation] ?? []);
  const uses = isOutputOne ? [outputLayer(mended).activation] : [];
  return {
    what: `${fields.length === 1 ? 'A layer has' : `${fields.length} layers have`} an activation that jumps, through which nothing can be learned.`,
    why: 'Left and right of its jump a step is flat: its derivative is 0 there, so no gradient comes through it, and the weights before it never move. A smooth form bends where the step jumps.',
    mend: {
      label: `Use ${listed([...new Set([...smooth, ...uses])])}`,
      design: withHidden(mended, (layer) => {
        const smoothForm = smoothForms[layer.activation];
        return smoothForm === undefined ? layer : withActivation(layer, smoothForm);
      }),
      config,
    },
    answers: fields,
  };
};

export const outputUnits: Rule = (setup, dataset) => {
  const { design, config } = setup;
  const { units, activation } = outputLayer(design);
  const needed = isRegression(dataset) ? dataset.targets!.length : dataset.classes.length;
  const isSingle = !isRegression(dataset) && units === 1 && needed === 2;
  if (units === needed || needed === 0 || (isSingle && activation === 'sigmoid')) return null;
  if (!isRegression(dataset) && needed < 2) return null;
  const field = `design.layers.${design.layers.length - 1}`;
  const of = isRegression(dataset) ? 'numbers to be predicted' : 'classes';
  const resized = { design: withOutput(design, { ...outputLayer(design), units: needed }), config };
  // Softmax over what is to be predicted is no use either, least of all over a single number.
  const fits = !isRegression(dataset) || activation !== 'softmax';
  const mend = isSingle
    ? useFittingOutput(setup, dataset)
    : { label: `Give it ${counted(needed, 'unit')}`, ...(fits ? resized : withFittingOutput(resized, dataset)) };
  return {
    what: `The output layer has ${counted(units, 'unit')}, and the dataset has ${needed} ${of}.`,
    why: isSingle
      ? 'A single unit can tell two classes apart by one probability, which sigmoid gives.'
      : 'Each unit of the output layer answers for one of them, so there must be as many.',
    mend,
    answers: [`${field}.units`, `${field}.activation`],
  };
};

export const lossMisfit: Rule = (setup, dataset) => {
  const { design, config } = setup;
  const { activation } = outputLayer(design);
  if (!isTrainable(activation)) return null; // the first thing to change is the step
  const isForClasses = isRegression(dataset) && config.loss !== 'mean-squared-error';
  if (lossFits(config.loss, activation) && !isForClasses) return null;
  return {
    what: isForClasses
      ? `${lossNames[config.loss]} is for classes, and this dataset has numbers to be predicted.`
      : `${lossNames[config.loss]} does not go with ${activation} on the output layer.`,
    why: isForClasses
      ? 'A number is right when it is near, which the squared error measures; it asks for outputs that can be of any size.'
      : 'A cross-entropy takes the outputs for probabilities. Softmax makes them such for classes that exclude each other, sigmoid for a single yes or no.',
    mend: useFittingOutput(setup, dataset),
    answers: ['config.loss'],
  };
};

export const softmaxSquaredError: Rule = (setup, dataset) => {
  const { activation } = outputLayer(setup.design);
  if (isRegression(dataset) || activation !== 'softmax' || setup.config.loss !== 'mean-squared-error') return null;
  return {
    what: 'Softmax is trained with the squared error, which makes it slow to leave what it has wrong.',
    why: 'The derivative of softmax is nearly 0 where it is sure, right or wrong, and the squared error is multiplied by it: what is surely wrong hardly moves. With cross-entropy that factor cancels, and the gradient is the probability given minus the right one.',
    mend: useFittingOutput(setup, dataset),
  };
};

export const sigmoidForClasses: Rule = (setup, dataset) => {
  const { activation, units } = outputLayer(setup.design);
  if (isRegression(dataset) || activation !== 'sigmoid' || units < 2) return null;
  return {
    what: 'Each class has a sigmoid of its own, as if an example could be of several at once.',
    why: 'Every example here belongs to exactly one class. Sigmoids know nothing of each other, so that two can say yes or none; softmax divides one certainty among all, which is learned faster and reads as probabilities.',
    mend: useFittingOutput(setup, dataset),
  };
};

export const noProbabilities: Rule = (setup, dataset) => {
  const { activation } = outputLayer(setup.design);
  if (isRegression(dataset) || !isTrainable(activation) || ['softmax', 'sigmoid'].includes(activation)) return null;
  return {
    what: `The outputs for classes come from ${activation}, and are no probabilities.`,
    why: 'The largest output still names a class, but says nothing of how sure it is, and what is more than right is punished like what is wrong.',
    mend: useFittingOutput(setup, dataset),
  };
};

const bounded: Partial<Record<Activation, string>> = {
  sigmoid: 'from 0 to 1',
  tanh: 'from −1 to 1',
  softmax: 'from 0 to 1, which add up to 1',
};

export const boundedRegression: Rule = (setup, dataset) => {
  const { activation } = outputLayer(setup.design);
  const range = bounded[activation];
  if (!isRegression(dataset) || range === undefined) return null;
  return {
    what: `The outputs are numbers ${range}, whatever numbers are to be predicted.`,
    why: `${activationNames[activation]} keeps its outputs in that range. A number outside of it can never be reached, and one near its edge is learned slowly, for want of a gradient there. Identity can give any number.`,
    mend: useFittingOutput(setup, dataset),
    answers: [`design.layers.${setup.design.layers.length - 1}.activation`],
  };
};

function useFittingOutput(setup: Setup, dataset: AdviceDataset): Finding['mend'] {
  const mended = withFittingOutput(setup, dataset);
  const loss = mended.config.loss === 'mean-squared-error' ? 'the squared error' : 'cross-entropy';
  return { label: `Use ${outputLayer(mended.design).activation} with ${loss}`, ...mended };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function listed(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
