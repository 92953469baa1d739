import { setTimeout as wait } from 'node:timers/promises';
import { batchAfter } from '#core/analysis/history.ts';
import type { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { activeStatuses, type LearningRateEvent, type RunDetail } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findRun } from '../findRun.ts';

/** The program that trains the run looks for what others ask of it once a second. */
const looks = 50;
const lookMilliseconds = 200;

/** Changes the learning rate of a run that is being trained, by the application or by another `lamina`. */
export async function rate(
  { client }: EngineSession,
  { print }: Environment,
  options: GlobalOptions,
  named: string,
  learningRate: number,
): Promise<ExitCode> {
  const run = await findRun(client, named);
  const before = await client.request('runs.get', { run });
  await client.request('runs.setLearningRate', { run, learningRate });
  const change = await changeAfter(client, before, learningRate);
  if (options.json) print(JSON.stringify({ run, ...change }));
  else print(`The learning rate is ${learningRate} from ${batchAfter(change.step, before.stepsPerEpoch)} on.`);
  return succeeded;
}

async function changeAfter(client: EngineClient, before: RunDetail, learningRate: number): Promise<LearningRateEvent> {
  const known = new Set(before.learningRates.map(({ at, step }) => `${at} ${step}`));
  for (let look = 0; look < looks; look++) {
    const { learningRates, status } = await client.request('runs.get', { run: before.id });
    const isNew = ({ at, step }: LearningRateEvent) => !known.has(`${at} ${step}`);
    const change = learningRates.find((event) => isNew(event) && event.learningRate === learningRate);
    if (change) return change;
    if (!activeStatuses.includes(status)) {
      throw new LaminaError('conflict', `"${before.name}" ended before its learning rate could be changed.`);
    }
    await wait(lookMilliseconds);
  }
  throw new LaminaError(
    'conflict',
    `The program that trains "${before.name}" has not changed the learning rate yet.`,
    `It may be of an earlier version, or busy. See later with: lamina show ${before.id}`,
  );
}
