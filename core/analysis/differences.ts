import type { OptimizerConfig, TrainingConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import type { RunSummary } from '../contract/run.ts';
import { activationNames, lossNames, optimizerTitles } from './words.ts';

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

type SetUpRun = Pick<
  RunSummary,
  'dataset' | 'design' | 'config' | 'parameters' | 'parent' | 'kernelBuild' | 'programVersion'
>;

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
    ...(run.parent === null ? [] : [{ name: 'Continues from', value: `${run.parent.run}, epoch ${run.parent.epoch}` }]),
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
      return [
        { name: `${which}: units`, value: layer.units },
        { name: `${which}: activation`, value: activationNames[layer.activation] },
      ];
    }),
  ];
}

function configSettings(config: TrainingConfig): Setting[] {
  return [
    { name: 'Loss', value: lossNames[config.loss] },
    ...optimizerSettings(config.optimizer),
    { name: 'Batch size', value: config.batchSize },
    { name: 'Epochs', value: config.epochs },
    { name: 'Part trained on (%)', value: config.trainPercent },
    { name: 'Seed', value: config.seed },
  ];
}

function optimizerSettings(optimizer: OptimizerConfig): Setting[] {
  const common = [
    { name: 'Optimizer', value: optimizerTitles[optimizer.name] },
    { name: 'Learning rate', value: optimizer.learningRate },
  ];
  if (optimizer.name === 'sgd') return common;
  return [
    ...common,
    { name: 'Adam: β₁', value: optimizer.beta1 },
    { name: 'Adam: β₂', value: optimizer.beta2 },
    { name: 'Adam: ε', value: optimizer.epsilon },
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
export function fairnessNotes(runs: readonly Pick<RunSummary, 'dataset' | 'config'>[]): string[] {
  const several = (values: unknown[]) => new Set(values).size > 1;
  const notes: string[] = [];
  if (several(runs.map((run) => run.dataset.hash ?? run.dataset.id)))
    notes.push('These runs were trained on different datasets, so their numbers do not measure the same thing.');
  else if (several(runs.map((run) => run.config.trainPercent)))
    notes.push('These runs keep parts of different size for the test, so they were tested on different examples.');
  else if (several(runs.map((run) => run.config.seed)))
    notes.push(
      'These runs have different seeds, so they were tested on different examples; small differences mean little.',
    );
  if (several(runs.map((run) => run.config.loss)))
    notes.push('These runs have different losses. Compare their accuracy; their losses are on different scales.');
  return notes;
}
