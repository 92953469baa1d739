import type { AugmentationConfig, OptimizerConfig, Stopping, TrainingConfig } from '../contract/config.ts';
import { fittingInitialisation, slopeOf, usualSlope, type Design } from '../contract/design.ts';
import type { MetricName, MetricSplit, RunSummary } from '../contract/run.ts';
import { describeParent } from './history.ts';
import {
  activationNames,
  initialisationNames,
  lossNames,
  metricTitles,
  optimizerTitles,
  preparationNames,
  scheduleNames,
  splitNames,
  testPartNames,
} from './words.ts';

export type SettingValue = string | number;

/** One setting of a run: its name in people's words, and its value. */
interface Setting {
  name: string;
  value: SettingValue;
}

/** One setting across several runs. */
export interface SettingRow {
  name: string;
  /** One for each run, in their order; null where a run has no such setting. */
  values: (SettingValue | null)[];
  differs: boolean;
}

type SetUpRun = TrainedRun & Pick<RunSummary, 'design' | 'parameters' | 'parent' | 'kernelBuild' | 'programVersion'>;

type TrainedRun = Pick<RunSummary, 'config'> & { dataset: Pick<RunSummary['dataset'], 'id' | 'name' | 'hash'> };

/** The settings of each run side by side, in the order in which a network is set up. */
export function compareSettings(runs: readonly SetUpRun[]): SettingRow[] {
  const columns = runs.map((run) => new Map(settingsOf(run).map((setting) => [setting.name, setting.value])));
  return orderedNames(columns).map((name) => {
    const values = columns.map((column) => column.get(name) ?? null);
    return { name, values, differs: values.some((value) => value !== values[0]) };
  });
}

/** Everything that made a run, flat. */
export function settingsOf(run: SetUpRun): Setting[] {
  return [
    { name: 'Dataset', value: run.dataset.name },
    ...(run.dataset.hash === null ? [] : [{ name: 'Content of the dataset', value: run.dataset.hash.slice(0, 12) }]),
    ...designSettings(run.design),
    { name: 'Parameters', value: run.parameters },
    ...configSettings(run.config),
    ...(run.parent === null ? [] : [{ name: 'Child of', value: describeParent(run.parent, run.parent.run) }]),
    { name: 'Arithmetic', value: run.kernelBuild },
    { name: 'Version of Lamina', value: run.programVersion },
  ];
}

function designSettings(design: Design): Setting[] {
  const output = design.layers.length - 1;
  return [
    { name: 'Inputs', value: design.inputs },
    { name: 'Hidden layers', value: output },
    ...design.layers.flatMap((layer, index) => {
      const which = index === output ? 'Output layer' : `Hidden layer ${index + 1}`;
      const initialisation = layer.initialisation ?? fittingInitialisation(layer.activation);
      return [
        { name: `${which}: units`, value: layer.units },
        { name: `${which}: activation`, value: activationNames[layer.activation] },
        ...(usualSlope[layer.activation] === undefined ? [] : [{ name: `${which}: slope`, value: slopeOf(layer) }]),
        ...(layer.dropout ? [{ name: `${which}: dropout`, value: layer.dropout }] : []),
        { name: `${which}: initialisation`, value: initialisationNames[initialisation] },
      ];
    }),
  ];
}

function configSettings(config: TrainingConfig): Setting[] {
  const { l1, l2, clipNorm } = config.regularisation;
  return [
    { name: 'Loss', value: lossNames[config.loss] },
    ...optimizerSettings(config.optimizer),
    ...scheduleSettings(config),
    ...unlessZero('L1', l1),
    ...unlessZero('L2', l2),
    ...unlessZero('Longest gradient', clipNorm),
    ...augmentationSettings(config.augmentation),
    { name: 'Batch size', value: config.batchSize },
    { name: 'Epochs', value: config.epochs },
    ...stoppingSettings(config.stopping),
    { name: 'Preparation of inputs', value: preparationNames[config.preparation] },
    ...(config.testPart === 'own'
      ? [{ name: 'Test part', value: testPartNames.own }]
      : [{ name: 'Part trained on (%)', value: config.trainPercent }]),
    ...unlessZero('Held back for validation (%)', config.validationPercent),
    ...(config.stratified ? [{ name: 'Stratified', value: 'yes' }] : []),
    { name: 'Seed', value: config.seed },
  ];
}

function unlessZero(name: string, value: number): Setting[] {
  return value === 0 ? [] : [{ name, value }];
}

function optimizerSettings(optimizer: OptimizerConfig): Setting[] {
  const title = optimizerTitles[optimizer.name];
  const own = Object.entries(optimizer).filter(([key]) => key !== 'name' && key !== 'learningRate');
  return [
    { name: 'Optimizer', value: title },
    { name: 'Learning rate', value: optimizer.learningRate },
    ...own.map(([key, value]) => ({ name: `${title}: ${optimizerSettingNames[key] ?? key}`, value })),
  ];
}

const optimizerSettingNames: Partial<Record<string, string>> = {
  momentum: 'momentum',
  rho: 'ρ',
  beta1: 'β₁',
  beta2: 'β₂',
  epsilon: 'ε',
  weightDecay: 'weight decay',
};

function scheduleSettings({ schedule, warmupEpochs }: TrainingConfig): Setting[] {
  const warmup = unlessZero('Warm-up (epochs)', warmupEpochs);
  const title = { name: 'Schedule', value: scheduleNames[schedule.name] };
  switch (schedule.name) {
    case 'constant':
      return warmup;
    case 'step':
      return [
        ...warmup,
        title,
        { name: 'Schedule: factor', value: schedule.factor },
        { name: 'Schedule: every so many epochs', value: schedule.everyEpochs },
      ];
    case 'exponential':
      return [...warmup, title, { name: 'Schedule: factor', value: schedule.factor }];
    case 'cosine':
      return [...warmup, title, { name: 'Schedule: final fraction', value: schedule.finalFraction }];
  }
}

function augmentationSettings({ shift, rotate, scale, shear, elastic }: AugmentationConfig): Setting[] {
  return [
    ...unlessZero('Augmentation: shift (pixels)', shift),
    ...unlessZero('Augmentation: rotation (degrees)', rotate),
    ...unlessZero('Augmentation: scale (%)', scale),
    ...unlessZero('Augmentation: shear (degrees)', shear),
    ...unlessZero('Augmentation: elastic strength α (pixels)', elastic.strength),
    ...(elastic.strength > 0
      ? [{ name: 'Augmentation: elastic smoothness σ (pixels)', value: elastic.smoothness }]
      : []),
  ];
}

function stoppingSettings({ patience, restoreBest, target }: Stopping): Setting[] {
  const watched = (metric: MetricName, split: MetricSplit) =>
    `${splitNames[split].toLowerCase()}, ${metricTitles[metric].toLowerCase()}`;
  return [
    ...(patience
      ? [
          { name: 'Patience: watches', value: watched(patience.metric, patience.split) },
          { name: 'Patience: epochs', value: patience.epochs },
          { name: 'Patience: smallest change', value: patience.minimumChange },
          { name: 'Best weights restored', value: restoreBest ? 'yes' : 'no' },
        ]
      : []),
    ...(target
      ? [
          { name: 'Target: watches', value: watched(target.metric, target.split) },
          { name: 'Target: value', value: target.value },
        ]
      : []),
  ];
}

/** All names, each once; a name that only some have stands after the one that it follows there. */
function orderedNames(columns: readonly Map<string, SettingValue>[]): string[] {
  const names: string[] = [];
  for (const column of columns) {
    let after = -1;
    for (const name of column.keys()) {
      const at = names.indexOf(name);
      if (at < 0) names.splice(++after, 0, name);
      else after = at;
    }
  }
  return names;
}

/** Why the results of these runs are not to be compared as they stand; empty when they may be. */
export function fairnessNotes(runs: readonly TrainedRun[]): string[] {
  const several = (values: unknown[]) => new Set(values).size > 1;
  const notes: string[] = [];
  if (several(runs.map((run) => run.dataset.hash ?? run.dataset.id)))
    notes.push('These runs were trained on different datasets, so their numbers do not measure the same thing.');
  else if (several(runs.map((run) => (run.config.testPart === 'own' ? 'own' : run.config.trainPercent))))
    notes.push('These runs keep parts of different size for the test, so they were tested on different examples.');
  else if (several(runs.map(({ config }) => (config.testPart === 'own' ? 'own' : config.seed))))
    notes.push(
      'These runs have different seeds, so they were tested on different examples; small differences mean little.',
    );
  if (several(runs.map((run) => run.config.loss)))
    notes.push('These runs have different losses. Compare their accuracy; their losses are on different scales.');
  return notes;
}
