import { basename } from 'node:path';
import { LaminaError } from '#core/contract/errors.ts';
import { outputKind } from '#core/analysis/outputs.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { readInputFile } from '../files.ts';
import { findRun } from '../findRun.ts';
import { percent, shortNumber } from '../output/format.ts';
import { table } from '../output/table.ts';

/** What fits in one message to the engine. */
const largestPictureBytes = 15_000_000;

export async function predict(
  { client }: EngineSession,
  { print, style }: Environment,
  options: GlobalOptions,
  named: string,
  picture: string,
): Promise<ExitCode> {
  const png = await readInputFile(picture, largestPictureBytes);
  const run = await findRun(client, named);
  const { label, probabilities, classes } = await client
    .request('runs.predictPng', { run, png })
    .catch((error: unknown) => {
      throw ofFile(error, picture);
    });
  if (options.json) {
    print(JSON.stringify({ label, probabilities }));
    return succeeded;
  }
  print(style.strong(label));
  const { design } = await client.request('runs.get', { run });
  const kind = outputKind(design);
  const title = kind === 'probabilities' ? 'probability' : 'output';
  const format = kind === 'numbers' ? shortNumber : percent;
  const largestFirst = classes
    .map((name, index) => ({ name, output: probabilities[index] }))
    .sort((a, b) => b.output - a.output)
    .map(({ name, output }) => [name, format(output)]);
  table([{ title: 'class' }, { title, right: true }], largestFirst).forEach(print);
  return succeeded;
}

/** What is wrong with the picture, with its name before it. */
function ofFile(error: unknown, picture: string): unknown {
  if (!(error instanceof LaminaError) || error.code !== 'bad-file') return error;
  return new LaminaError(error.code, `${basename(picture)}: ${error.message}`, error.hint);
}
