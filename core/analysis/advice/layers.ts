import {
  fittingInitialisation,
  type Activation,
  type Initialisation,
  type LayerDesign,
} from '../../contract/design.ts';
import { dropoutShare, misfitLayers, vanishingLayers } from './thresholds.ts';
import { hiddenLayers, namesOfHidden, withActivation, withHidden, type Rule } from './rule.ts';

/** What the hidden layers should be like for signals and gradients to come through them. */

export const zeroInitialisation: Rule = ({ design, config }) => {
  const isZero = ({ initialisation }: LayerDesign) => initialisation === 'zeros';
  if (!hiddenLayers(design).some(isZero)) return null;
  return {
    what: `${namesOfHidden(design, isZero)}: all weights begin as 0, so that all units begin alike.`,
    why: 'Units with the same weights give the same output and, where the weights after them are alike too, get the same gradient: they stay copies of each other. Through a rectifier nothing comes at all, as its derivative is 0 at 0. Small random weights make each unit another from the start.',
    mend: { label: 'Begin with random weights', design: withHidden(design, withoutInitialisation(isZero)), config },
  };
};

export const linearHidden: Rule = ({ design, config }) => {
  const hidden = hiddenLayers(design);
  if (hidden.length === 0 || hidden.some(({ activation }) => activation !== 'identity')) return null;
  return {
    what: 'No hidden layer bends anything: with identity the network is a single layer in disguise.',
    why: 'A weighted sum of weighted sums is a weighted sum. Only what bends between the layers lets the network draw a boundary or a curve that is not straight.',
    mend: {
      label: 'Use ReLU in the hidden layers',
      design: withHidden(design, (layer) => withActivation(layer, 'relu')),
      config,
    },
  };
};

const saturating: readonly Activation[] = ['sigmoid', 'tanh'];

export const vanishingGradients: Rule = ({ design, config }) => {
  const hidden = hiddenLayers(design);
  const sigmoids = hidden.filter(({ activation }) => activation === 'sigmoid').length;
  const all = hidden.filter(({ activation }) => saturating.includes(activation)).length;
  if (sigmoids < vanishingLayers.sigmoid && all < vanishingLayers.saturating) return null;
  return {
    what: `${all} hidden layers flatten out for large sums; little of the gradient reaches the first of them.`,
    why: 'Going back through a layer multiplies the gradient by the derivative of its activation: at most ¼ for sigmoid, and near 0 for sigmoid and tanh wherever they are flat. Layer after layer it gets smaller. ReLU with He’s initialisation passes it on whole.',
    mend: {
      label: 'Use ReLU with He’s initialisation',
      design: withHidden(design, (layer) =>
        saturating.includes(layer.activation) ? withActivation(layer, 'relu') : layer,
      ),
      config,
    },
  };
};

export const misfitInitialisation: Rule = ({ design, config }) => {
  if (hiddenLayers(design).filter(isMisfit).length < misfitLayers) return null;
  return {
    what: `${namesOfHidden(design, isMisfit)}: the weights do not begin with the size that the activation needs.`,
    why: 'Behind a rectifier, which silences half of its sums, weights have to begin larger (He) than behind sigmoid or tanh (Glorot). Each layer that misses it makes all signals smaller or larger, and over so many layers that multiplies.',
    mend: { label: 'Let each begin as fits it', design: withHidden(design, withoutInitialisation(isMisfit)), config },
  };
};

/** Whether a layer's weights begin by another rule than fits it. LeCun's and Glorot's are about the same size. */
function isMisfit({ activation, initialisation }: LayerDesign): boolean {
  if (initialisation === undefined || initialisation === 'zeros') return false;
  return familyOf(initialisation) !== familyOf(fittingInitialisation(activation));
}

function familyOf(initialisation: Initialisation): 'he' | 'glorot' | 'plain' {
  if (initialisation.startsWith('he-')) return 'he';
  return /^(glorot|lecun)-/.test(initialisation) ? 'glorot' : 'plain';
}

export const highDropout: Rule = ({ design, config }) => {
  const { most, usual } = dropoutShare;
  const isHigh = ({ dropout = 0 }: LayerDesign) => dropout > most;
  if (!hiddenLayers(design).some(isHigh)) return null;
  return {
    what: `${namesOfHidden(design, isHigh)}: dropout leaves out more than ${100 * most}% of the units in every step.`,
    why: 'What is left is too little to learn from, and differs so much from step to step that the layers after it see mostly noise. Half is as much as usually helps.',
    mend: {
      label: `Leave out ${100 * usual}%`,
      design: withHidden(design, (layer) => (isHigh(layer) ? { ...layer, dropout: usual } : layer)),
      config,
    },
  };
};

/** Takes the initialisation away where it `fits`, so that the usual one is meant. */
function withoutInitialisation(fits: (layer: LayerDesign) => boolean): (layer: LayerDesign) => LayerDesign {
  return (layer) => {
    if (!fits(layer)) return layer;
    const { initialisation, ...others } = layer;
    return others;
  };
}
