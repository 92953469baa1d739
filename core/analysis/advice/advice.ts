import type { TrainingConfig } from '../../contract/config.ts';
import type { Design } from '../../contract/design.ts';
import { highDropout, linearHidden, misfitInitialisation, vanishingGradients, zeroInitialisation } from './layers.ts';
import {
  boundedRegression,
  lossMisfit,
  noProbabilities,
  outputUnits,
  sigmoidForClasses,
  softmaxSquaredError,
  stepActivation,
} from './outputs.ts';
import type { AdviceDataset, Finding, Rule } from './rule.ts';
import { largeBatches, learningRate, moreParametersThanExamples, unscaledInputs } from './training.ts';

/** Every rule by name, the gravest first: what cannot be trained, what learns badly, what learns too well. */
const rules = {
  'step-activation': stepActivation,
  'output-units': outputUnits,
  'loss-misfit': lossMisfit,
  'bounded-regression': boundedRegression,
  'zero-initialisation': zeroInitialisation,
  'unscaled-inputs': unscaledInputs,
  'learning-rate': learningRate,
  'softmax-squared-error': softmaxSquaredError,
  'sigmoid-for-classes': sigmoidForClasses,
  'no-probabilities': noProbabilities,
  'linear-hidden': linearHidden,
  'vanishing-gradients': vanishingGradients,
  'misfit-initialisation': misfitInitialisation,
  'high-dropout': highDropout,
  'large-batches': largeBatches,
  'more-parameters-than-examples': moreParametersThanExamples,
} satisfies Record<string, Rule>;

export type AdviceName = keyof typeof rules;
export const adviceNames = Object.keys(rules) as AdviceName[];

export interface Advice extends Required<Finding> {
  id: AdviceName;
}

/** What could be better about a network and its training, the gravest first; empty when nothing stands out. */
export function findAdvice(design: Design, config: TrainingConfig, dataset: AdviceDataset): Advice[] {
  return adviceNames.flatMap((id) => {
    const finding = rules[id]({ design, config }, dataset);
    return finding === null ? [] : [{ answers: [], ...finding, id }];
  });
}
