import { describeDesign } from '#core/contract/design.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { count, moment, shortScore } from '../output/format.ts';
import { shortened, table } from '../output/table.ts';

const longestName = 40;

export async function runs(
  { client }: EngineSession,
  { print, style }: Environment,
  options: GlobalOptions,
): Promise<ExitCode> {
  const kept = (await client.request('runs.list', {})).filter(({ trashedAt }) => trashedAt === null);
  if (options.json) {
    for (const run of kept) print(JSON.stringify(run));
  } else if (kept.length === 0) {
    print('There are no runs yet. Start one with: lamina train');
  } else {
    const [titles, ...rows] = runTable(kept);
    print(style.strong(titles));
    rows.forEach(print);
  }
  return succeeded;
}

function runTable(kept: readonly RunSummary[]): string[] {
  return table(
    [
      { title: 'id' },
      { title: 'name' },
      { title: 'status' },
      { title: 'dataset' },
      { title: 'network' },
      { title: 'epochs', right: true },
      { title: 'accuracy at lowest loss', right: true },
      { title: 'created' },
    ],
    kept.map((run) => [
      run.id,
      shortened(run.name, longestName),
      run.status,
      shortened(run.dataset.name, longestName),
      describeDesign(run.design),
      `${count(run.epochs)}/${count(run.config.epochs)}`,
      run.best === null ? '' : shortScore(run.best.test),
      moment(run.createdAt),
    ]),
  );
}
