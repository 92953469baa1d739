import type { Dataset } from '#core/contract/dataset.ts';
import type { RunDetail } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findDataset } from '../findDataset.ts';
import { findRun } from '../findRun.ts';
import { counted, percent, scoreText, shortNumber } from '../output/format.ts';
import { printable } from '../output/table.ts';

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
  if (options.json) {
    print(JSON.stringify({ examples, loss, accuracy, meanAbsoluteError, rSquared }));
    return succeeded;
  }
  const part = options.part === 'test' ? 'in the test part of' : 'in the whole of';
  const which = `${counted(examples, 'example')} ${part} "${printable(dataset.name)}"`;
  if (accuracy === undefined) print(`The ${which}: ${scoreText(result)}, loss ${shortNumber(loss)}.`);
  else print(`${percent(accuracy)} of the ${which} right, loss ${shortNumber(loss)}.`);
  if (options.part === 'test') return succeeded;
  const detail = await client.request('runs.get', { run });
  if (isTrainedOn(detail, dataset)) print(trainingIncluded(detail));
  return succeeded;
}

function isTrainedOn({ dataset: trained }: RunDetail, { id, hash }: Dataset): boolean {
  return trained.id === id || (trained.hash !== null && trained.hash === hash);
}

function trainingIncluded({ trainExamples }: RunDetail): string {
  return `This includes the ${counted(trainExamples, 'example')} that the run was trained on. To leave them out: --part test`;
}
