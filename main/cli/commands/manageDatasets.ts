import type { Dataset, ToyName } from '#core/contract/dataset.ts';
import type { DatasetRemoval } from '#core/contract/requests.ts';
import { describeExamples } from '#core/analysis/words.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findDataset } from '../findDataset.ts';
import { counted } from '../output/format.ts';
import { printable } from '../output/table.ts';
import { preparedDataset } from '../preparedDataset.ts';

export interface MakeOptions extends GlobalOptions {
  noise?: number;
  count?: number;
  seed?: number;
}

export interface RemoveOptions extends GlobalOptions {
  forGood?: boolean;
}

/** Prints the id alone, so that a script can take it; what it is goes to standard error. */
export async function makeDataset(
  { client }: EngineSession,
  environment: Environment,
  { noise, count, seed, json }: MakeOptions,
  name: ToyName | 'digits',
): Promise<ExitCode> {
  const settings = { ...(count === undefined ? {} : { count }), ...(seed === undefined ? {} : { seed }) };
  const dataset =
    name === 'digits'
      ? await preparedDataset(client, environment, await client.request('datasets.makeDigits', settings))
      : await client.request('datasets.makeToy', { name, ...settings, ...(noise === undefined ? {} : { noise }) });
  if (json) environment.print(JSON.stringify(dataset));
  else {
    environment.tell(`${quoted(dataset)}: ${describeExamples(dataset)}.`);
    environment.print(dataset.id);
  }
  return succeeded;
}

export async function renameDataset(
  { client }: EngineSession,
  { print }: Environment,
  { json }: GlobalOptions,
  named: string,
  name: string,
): Promise<ExitCode> {
  const before = await findDataset(client, named);
  const dataset = await client.request('datasets.rename', { dataset: before.id, name });
  print(json ? JSON.stringify(dataset) : `${quoted(before)} is called ${quoted(dataset)} now.`);
  return succeeded;
}

export async function removeDataset(
  { client }: EngineSession,
  { print }: Environment,
  { json, forGood = false }: RemoveOptions,
  named: string,
): Promise<ExitCode> {
  const before = await findDataset(client, named, { trashToo: forGood });
  const removed = await client.request('datasets.remove', { dataset: before.id });
  const removal = forGood ? await client.request('datasets.erase', { dataset: before.id }) : removed;
  if (json) print(JSON.stringify(removal));
  else for (const line of forGood ? erasedLines(before, removal) : removedLines(before)) print(line);
  return succeeded;
}

export async function restoreDataset(
  { client }: EngineSession,
  { print }: Environment,
  { json }: GlobalOptions,
  named: string,
): Promise<ExitCode> {
  const { id } = await findDataset(client, named, { trashToo: true });
  const dataset = await client.request('datasets.restore', { dataset: id });
  print(json ? JSON.stringify(dataset) : `${quoted(dataset)} is out of the trash.`);
  return succeeded;
}

function removedLines(dataset: Dataset): string[] {
  return [`${quoted(dataset)} is in the trash. Take it back with: lamina datasets restore ${dataset.id}`];
}

function erasedLines(dataset: Dataset, { runs }: DatasetRemoval): string[] {
  const gone = `${quoted(dataset)} is gone.`;
  if (runs.length === 0) return [gone];
  const names = runs.map(({ id, name }) => `${printable(name)} (${id})`).join(', ');
  return [
    gone,
    `${counted(runs.length, 'run')} trained on it can no longer be resumed or evaluated on it, unless it is imported again: ${names}.`,
  ];
}

function quoted({ name }: Dataset): string {
  return `"${printable(name)}"`;
}
