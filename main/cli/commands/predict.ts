import { basename } from 'node:path';
import type { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ClassPrediction, NumberPrediction, Prediction } from '#core/contract/run.ts';
import { outputKind } from '#core/analysis/outputs.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { readInputFile } from '../files.ts';
import { findRun } from '../findRun.ts';
import { percent, shortNumber } from '../output/format.ts';
import { properties, table } from '../output/table.ts';
import { UsageError } from '../usageError.ts';

/** What fits in one message to the engine. */
const largestPictureBytes = 15_000_000;

export interface PredictOptions extends GlobalOptions {
  inputs?: number[];
}

export async function predict(
  session: EngineSession,
  environment: Environment,
  options: PredictOptions,
  named: string,
  picture: string | undefined,
): Promise<ExitCode> {
  const prediction = await ask(session.client, options, named, picture);
  if (options.json) environment.print(JSON.stringify(withoutRun(prediction)));
  else if ('values' in prediction) tellNumbers(prediction, environment);
  else await tellClasses(prediction, session, environment);
  return succeeded;
}

async function ask(
  client: EngineClient,
  { inputs }: PredictOptions,
  named: string,
  picture: string | undefined,
): Promise<Prediction> {
  if (inputs !== undefined && picture === undefined) {
    const [prediction] = await client.request('runs.predict', { runs: [await findRun(client, named)], inputs });
    return prediction;
  }
  if (inputs !== undefined || picture === undefined) {
    throw new UsageError('lamina predict needs either a picture or --inputs.', 'As in: lamina predict RUN digit.png');
  }
  const file = await readInputFile(picture, largestPictureBytes);
  const run = await findRun(client, named);
  return client.request('runs.predictPicture', { run, file }).catch((error: unknown) => {
    throw ofFile(error, picture);
  });
}

function withoutRun(prediction: Prediction): object {
  if ('values' in prediction) return { values: prediction.values, targets: prediction.targets };
  return { label: prediction.label, probabilities: prediction.probabilities };
}

function tellNumbers({ values, targets }: NumberPrediction, { print }: Environment): void {
  properties(targets.map((name, index) => [name, shortNumber(values[index])] as const)).forEach(print);
}

async function tellClasses(
  { run, label, probabilities, classes }: ClassPrediction,
  { client }: EngineSession,
  { print, style }: Environment,
): Promise<void> {
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
}

/** What is wrong with the picture, with its name before it. */
function ofFile(error: unknown, picture: string): unknown {
  if (!(error instanceof LaminaError) || error.code !== 'bad-file') return error;
  return new LaminaError(error.code, `${basename(picture)}: ${error.message}`, error.hint);
}
