import { describeDesign, type Design } from '#core/contract/design.ts';
import type { RunSummary } from '#core/contract/run.ts';

export interface Setting {
  /** For people, as in "optimizer learning rate". */
  name: string;
  value: string | number | boolean | null;
}

/** Everything that made a run and could differ from another's, one setting a line. */
export function settingsOf(run: RunSummary): Setting[] {
  return [
    { name: 'dataset', value: `${run.dataset.name} (${run.dataset.id})` },
    { name: 'dataset hash', value: run.dataset.hash },
    { name: 'network', value: describeDesign(run.design) },
    { name: 'activations', value: activationsOf(run.design) },
    ...flattened('', run.config),
    { name: 'continues', value: run.parent === null ? null : `${run.parent.run}, epoch ${run.parent.epoch}` },
    { name: 'kernels', value: run.kernelBuild },
    { name: 'Lamina version', value: run.programVersion },
  ];
}

/** The settings of which not every run has the same value, with the runs' values in their order. */
export function differingSettings(runs: readonly RunSummary[]): { name: string; values: Setting['value'][] }[] {
  const each = runs.map((run) => new Map(settingsOf(run).map(({ name, value }) => [name, value])));
  const names = new Set(each.flatMap((settings) => [...settings.keys()]));
  return [...names]
    .map((name) => ({ name, values: each.map((settings) => settings.get(name) ?? null) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}

function activationsOf(design: Design): string {
  return design.layers.map((layer) => layer.activation).join(', ');
}

/** The leaves of a configuration, named by their path in words; an optimizer's own name goes by "optimizer". */
function flattened(path: string, value: object): Setting[] {
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const name = key === 'name' ? path : `${path} ${inWords(key)}`.trim();
    if (typeof part === 'object' && part !== null) return flattened(name, part);
    return [{ name, value: part as Setting['value'] }];
  });
}

function inWords(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
