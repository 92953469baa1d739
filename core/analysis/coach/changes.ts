import type { PreparationName, TrainingConfig } from '../../contract/config.ts';
import { usualSlope, type Activation, type Design, type LayerDesign } from '../../contract/design.ts';

/** What a network is and how it is trained. */
export interface Setup {
  design: Design;
  config: TrainingConfig;
}

/** A change of a setup, as data. Those of layers are made to every hidden layer that they make sense for. */
export type SetupChange =
  | { set: 'learning-rate'; to: number }
  | { set: 'epochs'; to: number }
  | { set: 'batch-size'; to: number }
  | { set: 'longest-gradient'; to: number }
  | { set: 'preparation'; to: PreparationName }
  | { set: 'dropout'; to: number }
  | { set: 'no-regularisation' }
  | { set: 'units'; times: number }
  | { set: 'add-layer'; units: number }
  | { set: 'activation'; from: Activation; to: Activation }
  /** Holds a fifth of the training part back, ends when its loss has not fallen for so many epochs, takes the best weights. */
  | { set: 'stop-early'; patience: number };

export function applyChanges(setup: Setup, changes: readonly SetupChange[]): Setup {
  return changes.reduce(applyChange, setup);
}

const largestLayer = 65_536;
/** Held back for the validation where nothing is yet, in percent. */
const validationPercent = 20;

function applyChange({ design, config }: Setup, change: SetupChange): Setup {
  switch (change.set) {
    case 'learning-rate':
      return { design, config: { ...config, optimizer: { ...config.optimizer, learningRate: change.to } } };
    case 'epochs':
      return { design, config: { ...config, epochs: change.to } };
    case 'batch-size':
      return { design, config: { ...config, batchSize: change.to } };
    case 'longest-gradient':
      return { design, config: { ...config, regularisation: { ...config.regularisation, clipNorm: change.to } } };
    case 'preparation':
      return { design, config: { ...config, preparation: change.to } };
    case 'dropout':
      return { design: changeHidden(design, (layer) => ({ ...layer, dropout: change.to })), config };
    case 'no-regularisation':
      return {
        design: changeHidden(design, ({ dropout, ...layer }) => layer),
        config: { ...config, regularisation: { ...config.regularisation, l1: 0, l2: 0 } },
      };
    case 'units':
      return {
        design: changeHidden(design, (layer) => ({ ...layer, units: timesUnits(layer, change.times) })),
        config,
      };
    case 'add-layer':
      return { design: addLayer(design, change.units), config };
    case 'activation':
      return {
        design: changeHidden(design, (layer) =>
          layer.activation === change.from ? activate(layer, change.to) : layer,
        ),
        config,
      };
    case 'stop-early':
      return { design, config: stopEarly(config, change.patience) };
  }
}

function changeHidden(design: Design, change: (layer: LayerDesign) => LayerDesign): Design {
  const hidden = design.layers.slice(0, -1).map(change);
  return { ...design, layers: [...hidden, ...design.layers.slice(-1)] };
}

function timesUnits({ units }: LayerDesign, times: number): number {
  return Math.min(largestLayer, Math.max(1, Math.round(units * times)));
}

/** Before the output layer, like the last hidden one. */
function addLayer(design: Design, units: number): Design {
  const hidden = design.layers.slice(0, -1);
  const like: LayerDesign = hidden.at(-1) ?? { units, activation: 'relu' };
  return { ...design, layers: [...hidden, { ...like, units }, ...design.layers.slice(-1)] };
}

/** A slope stays only with an activation that has one. */
function activate({ slope, ...layer }: LayerDesign, activation: Activation): LayerDesign {
  const keepsSlope = slope !== undefined && usualSlope[activation] !== undefined;
  return { ...layer, activation, ...(keepsSlope && { slope }) };
}

function stopEarly(config: TrainingConfig, patience: number): TrainingConfig {
  const watched = { metric: 'loss', split: 'validation', epochs: patience, minimumChange: 0 } as const;
  return {
    ...config,
    validationPercent: config.validationPercent > 0 ? config.validationPercent : validationPercent,
    stopping: { ...config.stopping, patience: watched, restoreBest: true },
  };
}
