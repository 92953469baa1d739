import { isRegression, type Dataset } from '#core/contract/dataset.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { bytes, count, counted } from '../output/format.ts';
import { shortened, table } from '../output/table.ts';

const longestName = 40;

export async function datasets(
  { client }: EngineSession,
  { print, style }: Environment,
  options: GlobalOptions,
): Promise<ExitCode> {
  const all = (await client.request('datasets.list', {})).filter(({ trashedAt }) => trashedAt === null);
  if (options.json) {
    for (const dataset of all) print(JSON.stringify(dataset));
    return succeeded;
  }
  const [titles, ...rows] = datasetTable(all);
  print(style.strong(titles));
  rows.forEach(print);
  return succeeded;
}

function datasetTable(all: readonly Dataset[]): string[] {
  return table(
    [
      { title: 'id' },
      { title: 'name' },
      { title: 'examples', right: true },
      { title: 'inputs', right: true },
      { title: 'to be told', right: true },
      { title: 'size', right: true },
      { title: 'state' },
    ],
    all.map((dataset) => [
      dataset.id,
      shortened(dataset.name, longestName),
      count(dataset.count),
      dataset.kind === 'pictures' ? dataset.shape.join('×') : count(dataset.shape[1]),
      isRegression(dataset)
        ? counted(dataset.targets.length, 'number')
        : counted(dataset.classes.length, 'class', 'classes'),
      dataset.state === 'ready' ? bytes(dataset.bytes) : '',
      stateOf(dataset),
    ]),
  );
}

function stateOf({ state, hash }: Dataset): string {
  if (state === 'ready') return 'ready';
  return hash === null ? 'made when first used' : 'no longer here';
}
