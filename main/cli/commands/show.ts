import { settingsOf } from '#core/analysis/differences.ts';
import { areOfLastEpoch, batchAfter, describeWeights } from '#core/analysis/history.ts';
import type { CheckpointSummary, EpochResult, RunDetail } from '#core/contract/run.ts';
import { resumableStatuses } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findRun } from '../findRun.ts';
import { bytes, count, duration, moment, scoreText, shortNumber } from '../output/format.ts';
import { properties, table } from '../output/table.ts';

export async function show(
  { client }: EngineSession,
  { print, style }: Environment,
  options: GlobalOptions,
  named: string,
): Promise<ExitCode> {
  const run = await client.request('runs.get', { run: await findRun(client, named) });
  if (options.json) {
    print(JSON.stringify(run));
    return succeeded;
  }
  properties(about(run)).forEach(print);
  print('');
  print(style.strong('Settings'));
  properties(settingsOf(run).map(({ name, value }) => [name, String(value)] as const)).forEach(print);
  if (run.learningRates.length > 0) {
    print('');
    print(style.strong('Changes of the learning rate'));
    learningRateLines(run).forEach(print);
  }
  if (run.checkpoints.length > 0) {
    print('');
    print(style.strong('Checkpoints'));
    checkpointTable(run.checkpoints).forEach(print);
  }
  if (resumableStatuses.includes(run.status)) {
    print('');
    print(`Go on with: lamina resume ${run.id}`);
  }
  return succeeded;
}

function about(run: RunDetail): [string, string][] {
  return [
    ['run', run.id],
    ['name', run.name],
    ['status', run.status],
    ...optional('problem', run.problem),
    ['created', moment(run.createdAt)],
    ...optional('ended', run.endedAt === null ? null : moment(run.endedAt)),
    ...optional('in the trash since', run.trashedAt === null ? null : moment(run.trashedAt)),
    ['examples', examples(run)],
    ...optional('split', run.split && run.split.hash),
    ['epochs', `${count(run.epochs)} of ${count(run.config.epochs)}, of ${count(run.stepsPerEpoch)} batches each`],
    ...scores('last epoch', run.last),
    ...scores('lowest test loss', run.best),
    ['time', duration(run.seconds)],
    ...optional('speed', run.examplesPerSecond === null ? null : `${count(run.examplesPerSecond)} examples/s`),
    ...optional('weights', run.weightsHash),
    ...optional('weights are', describeWeights(run)),
    ...(areOfLastEpoch(run) ? [] : scores('their result', run.weightsResult)),
  ];
}

function learningRateLines({ learningRates, stepsPerEpoch }: RunDetail): string[] {
  return learningRates.map(
    ({ step, learningRate, at }) => `from ${batchAfter(step, stepsPerEpoch)}: ${learningRate}, at ${moment(at)}`,
  );
}

function examples({ trainExamples, testExamples, split }: RunDetail): string {
  const held = split === null || split.validation === 0 ? '' : `${count(split.validation)} to watch it by, `;
  return `${count(trainExamples)} to train on, ${held}${count(testExamples)} to test with`;
}

function optional(name: string, value: string | null): [string, string][] {
  return value === null ? [] : [[name, value]];
}

function scores(name: string, result: EpochResult | null): [string, string][] {
  if (result === null) return [];
  const { epoch, train, test } = result;
  const told = [
    `epoch ${count(epoch)}`,
    `test loss ${shortNumber(test.loss)}, ${scoreText(test)}`,
    `loss while learning ${shortNumber(train.loss)}, ${scoreText(train)}`,
  ];
  return [[name, told.join('; ')]];
}

function checkpointTable(checkpoints: readonly CheckpointSummary[]): string[] {
  return table(
    [
      { title: 'epoch', right: true },
      { title: 'batches', right: true },
      { title: 'which' },
      { title: 'size', right: true },
      { title: 'created' },
      { title: 'weights' },
    ],
    checkpoints.map(({ epoch, step, kinds, bytes: size, createdAt, weightsHash }) => [
      count(epoch),
      count(step),
      kinds.join(', '),
      bytes(size),
      moment(createdAt),
      weightsHash,
    ]),
  );
}
