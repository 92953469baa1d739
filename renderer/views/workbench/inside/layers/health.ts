import { activationNames } from '#core/analysis/words.ts';
import type { Activation } from '#core/contract/design.ts';
import type { LayerInside, LayerTrouble } from '#core/contract/inside.ts';
import { formatCount, formatCounted } from '../../../../components/format.ts';
import { formatShort, layerName } from '../words.ts';

/** What is said of a layer: how it does, and what to do about it where something is wrong. */
export interface Finding {
  text: string;
  /** Null when all is well. */
  remedy: string | null;
}

/** What the health of a layer is told from. */
interface LayerFacts {
  /** As in "hidden layer 2". */
  name: string;
  activation: Activation;
  inside: LayerInside;
  /** The size of the output layer's gradient, and whether this is that layer. */
  ofOutput: number;
  isOutput: boolean;
}

/** Says how a layer does: a sentence for each trouble, or a single one when there is none. */
export function describeHealth(facts: LayerFacts): Finding[] {
  const { troubles } = facts.inside;
  if (troubles.length === 0) return [{ text: describeWell(facts), remedy: null }];
  return troubles.map((trouble) => findings[trouble](facts));
}

const findings: Record<LayerTrouble, (facts: LayerFacts) => Finding> = {
  dead: ({ name, inside }) => ({
    text: `${ofUnits(inside.dead, inside)} of ${name} ${inside.dead === 1 ? 'gives' : 'give'} 0 for every example looked at: dead ReLU units, through which no gradient passes.${numbersOf(inside)}`,
    remedy:
      'They seldom come back to life. Try a lower learning rate, or Leaky ReLU, which always passes some gradient.',
  }),
  saturated: ({ name, activation, inside }) => ({
    text: `${ofUnits(inside.saturated, inside)} of ${name} ${inside.saturated === 1 ? 'stays' : 'stay'} at the flat ends of ${activationNames[activation]} for every example looked at, where hardly any gradient passes.`,
    remedy: 'Try standardised inputs, smaller initial weights, or ReLU, which is flat on one side only.',
  }),
  vanishing: ({ name, inside, ofOutput }) => ({
    text: `The gradient vanishes on its way back to ${name}: it is ${formatShort(inside.gradientSize / ofOutput)} times that of the output layer, so this layer hardly learns.`,
    remedy: 'Try ReLU in place of Sigmoid or Tanh, the initialisation that fits the activation, or fewer layers.',
  }),
  exploding: ({ name, inside, ofOutput }) => ({
    text: `The gradient explodes on its way back to ${name}: it is ${formatShort(inside.gradientSize / ofOutput)} times that of the output layer, so the steps here are far too large.`,
    remedy: 'Try a lower learning rate, clipped gradients, or smaller initial weights.',
  }),
};

function describeWell({ inside, ofOutput, isOutput }: LayerFacts): string {
  const { dead, saturated } = inside;
  const share = isOutput ? NaN : inside.gradientSize / ofOutput;
  const gradient = Number.isFinite(share)
    ? `; its gradient is ${formatShort(share)} times that of the output layer`
    : '';
  if (dead > 0) return `${ofUnits(dead, inside)} ${dead === 1 ? 'is' : 'are'} dead, too few to do harm${gradient}.`;
  if (saturated > 0) return `${ofUnits(saturated, inside)} at a flat end, too few to do harm${gradient}.`;
  return `Every unit answers to some example${gradient}.`;
}

function ofUnits(some: number, { units }: LayerInside): string {
  return some === units
    ? `All ${formatCounted(units, 'unit')}`
    : `${formatCount(some)} of ${formatCounted(units, 'unit')}`;
}

/** Which units are dead, the first few of them; nothing when all are. */
function numbersOf({ deadUnits, dead, units }: LayerInside): string {
  if (dead === units) return '';
  const told = deadUnits.slice(0, 8).map((unit) => formatCount(unit + 1));
  const rest = dead - told.length;
  const more = rest > 0 ? ` and ${formatCount(rest)} more` : '';
  return dead === 1 ? ` It is unit ${told[0]}.` : ` They are units ${told.join(', ')}${more}.`;
}

/** What stands above all layers: that all is well, or where it is not. */
export function describeHealthOfAll(layers: readonly LayerInside[]): string {
  const ill = layers.flatMap(({ troubles }, index) => (troubles.length > 0 ? [layerName(index, layers.length)] : []));
  if (ill.length === 0) {
    return layers.length === 1
      ? 'The layer is well: its units answer to the examples.'
      : 'All layers are well: their units answer to the examples, and the gradient reaches every one of them.';
  }
  return `Something is wrong in ${listed(ill)}.`;
}

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
