import type { TrainingConfig } from '../../contract/config.ts';
import { isRegression, type DatasetSource } from '../../contract/dataset.ts';
import type { Design, LayerDesign } from '../../contract/design.ts';
import type { SetupDataset } from '../../contract/setup.ts';

/** A network and how it is to be trained. */
export interface Setup {
  design: Design;
  config: TrainingConfig;
}

/** What advice needs to know of a dataset; a `Dataset` fits. */
export interface AdviceDataset extends SetupDataset {
  /** Where it came from; something unknown when left out. */
  source?: Pick<DatasetSource, 'kind'>;
}

/** What a rule has to say of a setup. */
export interface Finding {
  /** What there is to be seen, in a sentence. */
  what: string;
  /** Why it is so, and what it leads to. */
  why: string;
  /** What to do about it, in a few words for a button, and the setup as it is once that is done. */
  mend: Setup & { label: string };
  /** The fields of the setup problems that the mend answers, too, as `setupProblems` names them. */
  answers?: string[];
}

/** Null: there is nothing to say. The mend of what it says must bring it to silence, and break nothing else. */
export type Rule = (setup: Setup, dataset: AdviceDataset) => Finding | null;

export function hiddenLayers({ layers }: Design): LayerDesign[] {
  return layers.slice(0, -1);
}

export function outputLayer({ layers }: Design): LayerDesign {
  return layers[layers.length - 1];
}

export function withHidden(design: Design, change: (layer: LayerDesign) => LayerDesign): Design {
  return { ...design, layers: [...hiddenLayers(design).map(change), outputLayer(design)] };
}

export function withOutput(design: Design, output: LayerDesign): Design {
  return { ...design, layers: [...hiddenLayers(design), output] };
}

/** A layer with another activation, and the slope and the initialisation that are usual for it. */
export function withActivation(layer: LayerDesign, activation: LayerDesign['activation']): LayerDesign {
  const { slope, initialisation, ...others } = layer;
  return { ...others, activation };
}

/**
 * The activation and the loss that go with what is to be learned: probabilities of classes that exclude each other, of
 * one of two classes by a single unit, or numbers of any size.
 */
export function withFittingOutput({ design, config }: Setup, dataset: AdviceDataset): Setup {
  const output = outputLayer(design);
  const isSingle = output.units === 1 && dataset.classes.length === 2;
  const [activation, loss] = isRegression(dataset)
    ? (['identity', 'mean-squared-error'] as const)
    : isSingle
      ? (['sigmoid', 'binary-cross-entropy'] as const)
      : (['softmax', 'categorical-cross-entropy'] as const);
  return { design: withOutput(design, withActivation(output, activation)), config: { ...config, loss } };
}

/** "Layer 2", or "Layers 1, 2 and 4": the hidden layers that fit, counted from 1. */
export function namesOfHidden(design: Design, fits: (layer: LayerDesign) => boolean): string {
  const numbers = hiddenLayers(design).flatMap((layer, index) => (fits(layer) ? [String(index + 1)] : []));
  const last = numbers.pop();
  return numbers.length === 0 ? `Hidden layer ${last}` : `Hidden layers ${numbers.join(', ')} and ${last}`;
}

export function format(count: number): string {
  return count.toLocaleString('en');
}
