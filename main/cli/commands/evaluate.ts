import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findDataset } from '../findDataset.ts';
import { findRun } from '../findRun.ts';
import { counted, percent, scoreText, shortNumber } from '../output/format.ts';

export const parts = ['all', 'test'] as const;

export interface EvaluateOptions extends GlobalOptions {
  dataset: string;
  part: (typeof parts)[number];
}

export async function evaluate(
  { client }: EngineSession,
  { print }: Environment,
  options: EvaluateOptions,
  named: string,
): Promise<ExitCode> {
  const run = await findRun(client, named);
  const dataset = await findDataset(client, options.dataset);
  const result = await client.request('runs.evaluate', { run, dataset: dataset.id, part: options.part });
  const { examples, loss, accuracy, meanAbsoluteError, rSquared } = result;
  if (options.json) print(JSON.stringify({ examples, loss, accuracy, meanAbsoluteError, rSquared }));
  else if (accuracy === undefined)
    print(`${counted(examples, 'example')}: ${scoreText(result)}, loss ${shortNumber(loss)}.`);
  else print(`${percent(accuracy)} of ${counted(examples, 'example')} right, loss ${shortNumber(loss)}.`);
  return succeeded;
}
