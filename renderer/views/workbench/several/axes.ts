import { activationNames, optimizerTitles } from '#core/analysis/words.ts';
import { optimizerNames, type OptimizerConfig, type TrainingConfig } from '#core/contract/config.ts';
import { hiddenActivations, isTrainable } from '#core/contract/design.ts';
import type { NumberRange } from '../../../components/number.ts';
import { changeLayer, chooseOptimizer, type Draft, type LayerChange } from '../draft.ts';

type HiddenActivation = (typeof hiddenActivations)[number];

interface Shared {
  /** Tells one setting from another, as in "units 0". */
  key: string;
  /** Its name in a list. */
  title: string;
}

/** A setting that is a number. */
export interface NumberAxis extends Shared {
  kind: 'numbers';
  range: NumberRange;
  /** What the draft has. */
  value: number;
  set: (draft: Draft, value: number) => Draft;
  /** What a run with it is called by, as in "lr 0.01". */
  call: (value: number) => string;
}

/** A setting that is one of several words. */
export interface ChoiceAxis extends Shared {
  kind: 'choices';
  options: readonly { value: string; label: string }[];
  value: string;
  set: (draft: Draft, value: string) => Draft;
  call: (value: string) => string;
}

export type Axis = NumberAxis | ChoiceAxis;

const whole = (minimum: number, maximum: number): NumberRange => ({ minimum, maximum, whole: true });
const real = (minimum: number, maximum: number): NumberRange => ({ minimum, maximum, whole: false });

/**
 * The settings of a draft that runs can differ in. They are set in this order: an optimizer brings its usual learning
 * rate, which one that is given then replaces.
 */
export function axesOf(draft: Draft): Axis[] {
  return [...optimizerAxes(draft), ...hiddenAxes(draft), ...trainingAxes(draft), seedAxis(draft)];
}

function optimizerAxes({ config: { optimizer } }: Draft): Axis[] {
  return [
    {
      kind: 'choices',
      key: 'optimizer',
      title: 'Optimizer',
      options: optimizerNames.map((name) => ({ value: name, label: optimizerTitles[name] })),
      value: optimizer.name,
      set: (draft, name) => chooseOptimizer(draft, name as OptimizerConfig['name']),
      call: (name) => optimizerTitles[name as OptimizerConfig['name']],
    },
    {
      kind: 'numbers',
      key: 'learningRate',
      title: 'Learning rate',
      range: real(1e-9, 1000),
      value: optimizer.learningRate,
      set: (draft, learningRate) => withConfig(draft, { optimizer: { ...draft.config.optimizer, learningRate } }),
      call: (value) => `lr ${value}`,
    },
  ];
}

function hiddenAxes({ hidden }: Draft): Axis[] {
  if (hidden.length === 0) return [];
  const units = hidden.map((layer, index): Axis => ({
    kind: 'numbers',
    key: `units ${index}`,
    title: `Units of hidden layer ${index + 1}`,
    range: whole(1, 65_536),
    value: layer.units,
    set: (draft, value) => changeLayer(draft, index, { units: value }),
    call: (value) => (hidden.length === 1 ? `${value} units` : `layer ${index + 1} of ${value} units`),
  }));
  return [
    ...units,
    {
      kind: 'choices',
      key: 'activation',
      title: 'Activation of all hidden layers',
      options: hiddenActivations.filter(isTrainable).map((name) => ({ value: name, label: activationNames[name] })),
      value: hidden[0].activation,
      set: (draft, activation) => changeHidden(draft, { activation: activation as HiddenActivation }),
      call: (name) => activationNames[name as HiddenActivation],
    },
    {
      kind: 'numbers',
      key: 'dropout',
      title: 'Dropout of all hidden layers',
      range: real(0, 0.99),
      value: hidden[0].dropout ?? 0,
      set: (draft, dropout) => changeHidden(draft, { dropout }),
      call: (value) => `dropout ${value}`,
    },
  ];
}

function trainingAxes({ config }: Draft): Axis[] {
  const { regularisation } = config;
  return [
    {
      kind: 'numbers',
      key: 'batchSize',
      title: 'Batch size',
      range: whole(1, 1_000_000),
      value: config.batchSize,
      set: (draft, batchSize) => withConfig(draft, { batchSize }),
      call: (value) => `batch ${value}`,
    },
    {
      kind: 'numbers',
      key: 'epochs',
      title: 'Epochs of training',
      range: whole(1, 1_000_000),
      value: config.epochs,
      set: (draft, epochs) => withConfig(draft, { epochs }),
      call: (value) => `${value} epochs`,
    },
    ...(['l2', 'l1'] as const).map((key): Axis => ({
      kind: 'numbers',
      key,
      title: key.toUpperCase(),
      range: real(0, 1000),
      value: regularisation[key],
      set: (draft, value) => withConfig(draft, { regularisation: { ...draft.config.regularisation, [key]: value } }),
      call: (value) => `${key.toUpperCase()} ${value}`,
    })),
    {
      kind: 'numbers',
      key: 'trainPercent',
      title: 'Part to train on, in %',
      range: real(1, 99),
      value: config.trainPercent,
      set: (draft, trainPercent) => withConfig(draft, { trainPercent }),
      call: (value) => `${value}% to train on`,
    },
  ];
}

function seedAxis({ config }: Draft): Axis {
  return {
    kind: 'numbers',
    key: 'seed',
    title: 'Seed',
    range: whole(0, Number.MAX_SAFE_INTEGER),
    value: config.seed,
    set: (draft, seed) => withConfig(draft, { seed }),
    call: (value) => `seed ${value}`,
  };
}

function withConfig(draft: Draft, change: Partial<TrainingConfig>): Draft {
  return { ...draft, config: { ...draft.config, ...change } };
}

function changeHidden(draft: Draft, change: LayerChange): Draft {
  return draft.hidden.reduce((changed, _, index) => changeLayer(changed, index, change), draft);
}
