import { z } from 'zod';
import { parentSchema } from '#core/contract/parent.ts';
import {
  configSchema,
  defaultConfig,
  usualLearningRate,
  type Loss,
  type OptimizerConfig,
} from '#core/contract/config.ts';
import { builtInDigits, isRegression, type Dataset } from '#core/contract/dataset.ts';
import {
  hiddenActivations,
  layerSchema,
  usualSlope,
  type Activation,
  type Design,
  type LayerDesign,
} from '#core/contract/design.ts';
import {
  lossFits,
  neededActivation,
  usualEpochs,
  usualOptimizer,
  usualPreparation,
  type SetupDataset,
} from '#core/contract/setup.ts';
import { fitConfig } from './training/fit.ts';

/** The most layers that a design may have, without its output layer. */
export const mostHiddenLayers = 99;

const draftSchema = z.strictObject({
  /** Empty: the run is named after its design. */
  name: z.string().max(200),
  dataset: z.string().min(1).max(100),
  /** The hidden layers; the key tells one from another while they are moved about. */
  hidden: z.array(layerSchema.extend({ key: z.int(), activation: z.enum(hiddenActivations) })).max(mostHiddenLayers),
  /** The output layer. Left out, its units follow from the dataset. */
  output: layerSchema.omit({ dropout: true }).extend({ units: layerSchema.shape.units.optional() }),
  config: configSchema,
  /** The saved design that it was opened from or saved as. */
  saved: z.string().max(100).optional(),
  /** Advice that was dismissed for this draft, by name. */
  dismissed: z.array(z.string().max(100)).max(100).optional(),
  /** The run that the next one is a child of. */
  parent: parentSchema.optional(),
});

/** What stands on the Workbench: everything of a run before it is started. */
export type Draft = z.infer<typeof draftSchema>;
export type DraftLayer = Draft['hidden'][number];

export const firstDraft: Draft = {
  name: '',
  dataset: builtInDigits,
  hidden: [{ key: 0, units: 128, activation: 'relu' }],
  output: { activation: 'softmax' },
  config: defaultConfig,
};

/** A draft as it was kept; the first one when there is none, or one that this version does not understand. */
export function readDraft(text: string | null): Draft {
  try {
    return draftSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return firstDraft;
  }
}

/** The network that a draft describes. Its inputs follow from the dataset, and its output units if they are not given. */
export function designOf(
  { hidden, output }: Pick<Draft, 'hidden' | 'output'>,
  { shape, classes, targets = [] }: Pick<SetupDataset, 'shape' | 'classes' | 'targets'>,
): Design {
  const units = isRegression({ targets }) ? targets.length : classes.length;
  return {
    inputs: shape[0] * shape[1],
    layers: [...hidden.map(withoutKey), { ...output, units: output.units ?? units }],
  };
}

function withoutKey({ key, ...layer }: DraftLayer): LayerDesign {
  return layer;
}

/** The draft with another network and other settings. Output units that follow from the dataset are left out. */
export function takeSetup(
  draft: Draft,
  { design, config }: { design: Design; config: Draft['config'] },
  dataset: Pick<SetupDataset, 'shape' | 'classes' | 'targets'>,
): Draft {
  const { units, dropout, ...output } = design.layers[design.layers.length - 1];
  const following = designOf({ hidden: [], output }, dataset).layers[0].units;
  const first = freshKey(draft);
  // The schema of a design allows softmax on the output layer only.
  const hidden = design.layers.slice(0, -1) as Omit<DraftLayer, 'key'>[];
  return {
    ...draft,
    hidden: hidden.map((layer, index) => ({ ...layer, key: draft.hidden[index]?.key ?? first + index })),
    output: units === following ? output : { ...output, units },
    config,
  };
}

/** The draft of a child, which no longer is one of any run. */
export function letGoOfParent({ parent, ...draft }: Draft): Draft {
  return draft;
}

/** Adds a hidden layer at a place among them, or before the output layer; like the one that it follows, or is followed by. */
export function addLayer(draft: Draft, index = draft.hidden.length): Draft {
  const like = draft.hidden[index - 1] ?? draft.hidden[0] ?? firstDraft.hidden[0];
  return { ...draft, hidden: draft.hidden.toSpliced(index, 0, { ...like, key: freshKey(draft) }) };
}

export function duplicateLayer(draft: Draft, index: number): Draft {
  return { ...draft, hidden: draft.hidden.toSpliced(index + 1, 0, { ...draft.hidden[index], key: freshKey(draft) }) };
}

export function removeLayer(draft: Draft, index: number): Draft {
  return { ...draft, hidden: draft.hidden.toSpliced(index, 1) };
}

/** Takes a layer from its place and gives it another one among those that are left. */
export function moveLayer(draft: Draft, index: number, to: number): Draft {
  const hidden = draft.hidden.toSpliced(index, 1).toSpliced(to, 0, draft.hidden[index]);
  return { ...draft, hidden };
}

export type LayerChange = Partial<Omit<DraftLayer, 'key'>>;

export function changeLayer(draft: Draft, index: number, change: LayerChange): Draft {
  const layer = fittingSlope({ ...draft.hidden[index], ...change });
  return { ...draft, hidden: draft.hidden.with(index, layer) };
}

export function changeOutput(draft: Draft, change: Partial<Draft['output']>): Draft {
  return { ...draft, output: fittingSlope({ ...draft.output, ...change }) };
}

/**
 * Chooses the output activation. A loss that went with the one before, or cannot go with this one, becomes the one that
 * goes with it; numbers to be predicted keep the squared error.
 */
export function chooseOutputActivation(draft: Draft, activation: Activation, dataset: SetupDataset | undefined): Draft {
  const chosen = changeOutput(draft, { activation });
  const { loss } = draft.config;
  const wentAlong = loss === fittingLoss(draft.output.activation);
  if (isRegression(dataset ?? {}) || (lossFits(loss, activation) && !wentAlong)) return chosen;
  return { ...chosen, config: { ...draft.config, loss: fittingLoss(activation) } };
}

/** The loss that is proposed for an output activation. */
function fittingLoss(activation: Activation): Loss {
  if (activation === 'softmax') return 'categorical-cross-entropy';
  return activation === 'sigmoid' ? 'binary-cross-entropy' : 'mean-squared-error';
}

/** A slope stays only with an activation that has one. */
function fittingSlope<Layer extends { activation: Activation; slope?: number | undefined }>(layer: Layer): Layer {
  if (usualSlope[layer.activation] !== undefined) return layer;
  const { slope, ...others } = layer;
  return others as Layer;
}

/**
 * Chooses a dataset. What cannot go with it is set to what does, and what was usual for the one before becomes what is
 * usual for this one.
 */
export function chooseDataset(draft: Draft, dataset: Dataset, before: SetupDataset | undefined): Draft {
  const { config } = draft;
  const wasUsual = <Value>(usual: (of: SetupDataset) => Value, value: Value) =>
    value === usual(before ?? { shape: [28, 28], classes: [], count: 0 });
  const fitting = {
    ...fitConfig(config, dataset),
    preparation: wasUsual(usualPreparation, config.preparation) ? usualPreparation(dataset) : config.preparation,
    epochs: wasUsual(usualEpochs, config.epochs) ? usualEpochs(dataset) : config.epochs,
  } as const;
  const { units, ...output } = draft.output;
  const chosen = { ...draft, dataset: dataset.id, output, config: fitting };
  if (isRegression(dataset)) {
    if (draft.config.loss === 'mean-squared-error') return chosen;
    const { optimizer: chosenBefore } = draft.config;
    const optimizer = isDefault(chosenBefore) ? usualOptimizer(dataset) : chosenBefore;
    const config = { ...fitting, optimizer, loss: 'mean-squared-error' } as const;
    return { ...changeOutput(chosen, { activation: 'identity' }), config };
  }
  return before && isRegression(before) ? chooseLoss(chosen, firstDraft.config.loss) : chosen;
}

function isDefault({ name, learningRate }: OptimizerConfig): boolean {
  const usual = firstDraft.config.optimizer;
  return name === usual.name && learningRate === usual.learningRate;
}

/** How the test part is taken: of all examples, of each class the same share, or as the dataset has it. */
export type Division = 'random' | 'stratified' | 'own';

export function divisionOf({ testPart, stratified }: Pick<Draft['config'], 'testPart' | 'stratified'>): Division {
  if (testPart === 'own') return 'own';
  return stratified ? 'stratified' : 'random';
}

export function chooseDivision(division: Division): Pick<Draft['config'], 'testPart' | 'stratified'> {
  return { testPart: division === 'own' ? 'own' : 'split', stratified: division === 'stratified' };
}

/** Chooses a loss, and with it the output activation that it needs. */
export function chooseLoss(draft: Draft, loss: Loss): Draft {
  const activation = neededActivation[loss] ?? draft.output.activation;
  return { ...changeOutput(draft, { activation }), config: { ...draft.config, loss } };
}

/** Chooses an optimizer. A learning rate that was the usual one before becomes the usual one of the new optimizer. */
export function chooseOptimizer(draft: Draft, name: OptimizerConfig['name']): Draft {
  const { optimizer } = draft.config;
  if (name === optimizer.name) return draft;
  const isUsual = optimizer.learningRate === usualLearningRate[optimizer.name];
  const learningRate = isUsual ? usualLearningRate[name] : optimizer.learningRate;
  return {
    ...draft,
    config: configSchema.parse({ ...draft.config, optimizer: { name, learningRate } }),
  };
}

function freshKey(draft: Draft): number {
  return draft.hidden.reduce((largest, layer) => Math.max(largest, layer.key), -1) + 1;
}
