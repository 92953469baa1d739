import type { TrainingConfig } from './config.ts';
import type { Design, LayerDesign } from './design.ts';
import type { RunSummary } from './run.ts';
import type { SetupProblem } from './setup.ts';

export interface ChildSetup {
  dataset: string;
  design: Design;
  config: TrainingConfig;
}

/**
 * What keeps a setup from beginning with the weights of one of `parent`'s checkpoints; empty when nothing does. The
 * weights must fit; and what they have been tested on must not become what they learn from.
 */
export function childProblems(
  { dataset, design, config }: ChildSetup,
  parent: Pick<RunSummary, 'name' | 'dataset' | 'design' | 'config'>,
): SetupProblem[] {
  const problems: SetupProblem[] = [];
  const which = `A run that begins with the weights of “${parent.name}”`;
  if (dataset !== parent.dataset.id) {
    problems.push({ field: 'dataset', message: `${which} learns from the same dataset, ${parent.dataset.name}.` });
  } else if (shapeOf(design) !== shapeOf(parent.design)) {
    const message = `${which} has the same units and activations in every layer. Begin with fresh weights to change them.`;
    problems.push({ field: 'design', message });
  }
  if (divisionOf(config) !== divisionOf(parent.config)) {
    const message = `${which} divides the examples as that did, or it would be tested on what it has learned from.`;
    problems.push({ field: 'config.trainPercent', message });
  }
  if (config.preparation !== parent.config.preparation) {
    problems.push({ field: 'config.preparation', message: `${which} prepares the inputs as that did.` });
  }
  return problems;
}

function shapeOf({ inputs, layers }: Design): string {
  return JSON.stringify([inputs, ...layers.map(({ units, activation }: LayerDesign) => [units, activation])]);
}

/** The seed does not matter: the child has the very split that its parent has. */
function divisionOf({ testPart, trainPercent, validationPercent, stratified }: TrainingConfig): string {
  return JSON.stringify([testPart, testPart === 'own' ? 0 : trainPercent, validationPercent, stratified]);
}
