import { compareSettings, type SettingValue } from '#core/analysis/differences.ts';
import { bestEpochName, scoreNames, whileLearningExplained } from '#core/analysis/words.ts';
import { isRegression } from '#core/contract/dataset.ts';
import type { MetricName, RunDetail, Scores } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findRun } from '../findRun.ts';
import { count, duration, percent, shortNumber } from '../output/format.ts';
import { shortened, table } from '../output/table.ts';
import { UsageError } from '../usageError.ts';

const longestValue = 40;

export async function compare(
  { client }: EngineSession,
  { print, style }: Environment,
  options: GlobalOptions,
  named: readonly string[],
): Promise<ExitCode> {
  const ids = new Set<string>();
  for (const name of named) ids.add(await findRun(client, name));
  if (ids.size < 2) throw new UsageError('lamina compare needs two runs or more that are not the same.');
  const runs = await Promise.all([...ids].map((run) => client.request('runs.get', { run })));
  const settings = compareSettings(runs)
    .filter(({ differs }) => differs)
    .map(({ name, values }) => ({ name, values }));
  if (options.json) {
    print(JSON.stringify({ runs, settings }));
    return succeeded;
  }
  const columns = [{ title: '' }, ...runs.map(({ id }) => ({ title: id }))];
  const names = [['Name', ...runs.map(({ name }) => shortened(name, longestValue))]];
  const differing = settings.map(({ name, values }) => [name, ...values.map(cell)]);
  const lines = table(columns, [...names, ...differing, ...results(runs)]);
  const firstResult = 2 + settings.length;
  print(style.strong(lines[0]));
  lines.slice(1, firstResult).forEach(print);
  if (settings.length === 0) print('All settings are the same.');
  print('');
  lines.slice(firstResult).forEach(print);
  print(style.faint(whileLearningExplained));
  return succeeded;
}

function cell(value: SettingValue | null): string {
  return value === null ? '–' : shortened(String(value), longestValue);
}

/** The loss, and what else the tasks of these runs have. */
function metricsOf(runs: readonly RunDetail[]): MetricName[] {
  const regressions = runs.filter(({ dataset }) => isRegression(dataset)).length;
  return [
    'loss',
    ...(regressions < runs.length ? (['accuracy'] as const) : []),
    ...(regressions > 0 ? (['meanAbsoluteError', 'rSquared'] as const) : []),
  ];
}

function scoreCell(scores: Scores, metric: MetricName): string | null {
  const value = scores[metric];
  if (value === undefined) return null;
  return metric === 'accuracy' ? percent(value) : shortNumber(value);
}

function results(runs: readonly RunDetail[]): string[][] {
  const metrics = metricsOf(runs);
  const { train, test } = scoreNames;
  const row = (name: string, value: (run: RunDetail) => string | null) => [
    name,
    ...runs.map((run) => value(run) ?? '–'),
  ];
  return [
    row('Status', ({ status }) => status),
    row('Epochs done', (run) => `${count(run.epochs)} of ${count(run.config.epochs)}`),
    row(bestEpochName, ({ best }) => best && count(best.epoch)),
    ...metrics.map((metric) => row(`${test[metric]}, best epoch`, ({ best }) => best && scoreCell(best.test, metric))),
    ...metrics.map((metric) => row(`${test[metric]}, last epoch`, ({ last }) => last && scoreCell(last.test, metric))),
    ...metrics.map((metric) =>
      row(`${train[metric]}, last epoch`, ({ last }) => last && scoreCell(last.train, metric)),
    ),
    row('Duration', ({ seconds }) => duration(seconds)),
    row('Examples a second', ({ examplesPerSecond }) => (examplesPerSecond === null ? null : count(examplesPerSecond))),
  ];
}
