import type { Dataset } from '#core/contract/dataset.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { bytes, count } from '../output/format.ts';
import { shortened, table } from '../output/table.ts';

const longestName = 40;

export async function datasets(
  { client }: EngineSession,
  { print, style }: Environment,
  options: GlobalOptions,
): Promise<ExitCode> {
  const all = await client.request('datasets.list', {});
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
      { title: 'pictures', right: true },
      { title: 'classes', right: true },
      { title: 'size', right: true },
      { title: 'state' },
    ],
    all.map((dataset) => [
      dataset.id,
      shortened(dataset.name, longestName),
      count(dataset.count),
      dataset.shape.join('×'),
      count(dataset.classes.length),
      dataset.state === 'ready' ? bytes(dataset.bytes) : '',
      dataset.state === 'ready' ? 'ready' : 'made when first used',
    ]),
  );
}
